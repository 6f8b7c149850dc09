export { Section as default } from "@/components/frame/section";
