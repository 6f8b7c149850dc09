export { Refusal as default } from "@/components/frame/refusal";
