package dev.holdfast.ui.fake;

import java.util.regex.Pattern;

/** Constants, times and IDs in responses. Programs parse such texts, so {@link FakeCrowd} and {@link FakeHostility} do not change them. */
final class MachineReadableText {
    private static final Pattern FORM =
            Pattern.compile("|[A-Z][A-Z_]+|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z|contoso|fabrikam|northwind"
                    + "|catalog|(product|group)-[0-9a-f-]{36}|[0-9a-f]{128}");

    private MachineReadableText() {}

    /** Returns whether a text is empty, a constant, a time, a catalog's name, a policy's key, or a device ID. */
    static boolean matches(String text) {
        return FORM.matcher(text).matches();
    }
}
