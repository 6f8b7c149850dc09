"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Asks for the page again every second, until it comes without this part. */
export function WhileRunning() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), 1000);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
