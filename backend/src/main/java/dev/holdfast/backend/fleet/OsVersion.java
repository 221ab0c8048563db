package dev.holdfast.backend.fleet;

/** Formats the version of an OS release. All images of a release have the same security version: year, month and patch number, two digits each. */
public final class OsVersion {
    private static final int HUNDRED = 100;
    private static final int MONTHS = 12;
    private static final long LAST = 999_999;

    private OsVersion() {}

    /** Returns {@code 26.09} for 260900 and {@code 26.09.1} for 260901; other numbers unchanged. */
    public static String name(long securityVersion) {
        long month = securityVersion / HUNDRED % HUNDRED;
        long year = securityVersion / HUNDRED / HUNDRED;
        if (year == 0 || securityVersion > LAST || month < 1 || month > MONTHS) {
            return Long.toString(securityVersion);
        }
        long patch = securityVersion % HUNDRED;
        String release = "%02d.%02d".formatted(year, month);
        return patch == 0 ? release : release + "." + patch;
    }
}
