// Never shown, since whoever is not signed in goes to the sign-in page; without it Next puts its own into every answer.
export { default } from "./forbidden";
