import { catalogueScript } from "@/lib/shared/language/catalogue-script";

/** The texts of a language for the browser, as a script that stands before the page's own. Open to all: there is nothing of anybody in it. */
export async function GET(_request: Request, { params }: { params: Promise<{ language: string }> }): Promise<Response> {
  const script = catalogueScript((await params).language.replace(/\.js$/, ""));
  if (script === null) return new Response(null, { status: 404 });
  return new Response(script, { headers: { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "public, max-age=31536000, immutable" } });
}
