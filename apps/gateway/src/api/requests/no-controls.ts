/** Matches texts without control characters (Unicode's Cc), in a syntax that also other languages understand. */
export const NO_CONTROLS = new RegExp(String.raw`^[^\u0000-\u001f\u007f-\u009f]*$`);
