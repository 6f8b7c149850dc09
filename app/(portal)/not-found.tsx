export { Missing as default } from "@/components/frame/missing";
