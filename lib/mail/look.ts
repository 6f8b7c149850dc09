// The portal's tokens, written out: mail programs know no variables.

export const color = {
  paper: "#fbfaf7",
  panel: "#ffffff",
  ink: "#1b1d22",
  ink2: "#565a63",
  line: "#e4e1d9",
  accent: "#0f5f6b",
  accentInk: "#ffffff",
  dark: { paper: "#14161a", panel: "#1a1d22", ink: "#e9e7e2", ink2: "#a8abb2", line: "#2a2e35", accent: "#5cc3cf", accentInk: "#06262b" },
};

export const font = "Inter, 'Segoe UI', Helvetica, Arial, sans-serif";

export const size = { small: "12.5px", body: "14px", title: "21px" };
