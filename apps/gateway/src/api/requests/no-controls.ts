/** Without control characters (Unicode's Cc), in a form that other regular expressions than JavaScript's read, too. */
export const NO_CONTROLS = new RegExp(String.raw`^[^\u0000-\u001f\u007f-\u009f]*$`);
