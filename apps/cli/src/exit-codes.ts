/** The settings are wrong: a restart would not help (EX_CONFIG of sysexits.h). */
export const EXIT_WRONG_SETTINGS = 78;
