export { RefusalBoundary as default } from "@/components/frame/refusal-boundary";
