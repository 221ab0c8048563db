package dev.holdfast.ui.fake;

import java.util.regex.Pattern;

/** Constants, times and IDs in responses. Programs read them, so {@link FakeCrowd} and {@link FakeHostility} keep them. */
final class MachineReadableText {
    private static final Pattern FORM =
            Pattern.compile("|[A-Z][A-Z_]+|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z|contoso|fabrikam|northwind"
                    + "|catalog|(product|group)-[0-9a-f-]{36}|[0-9a-f]{128}");

    private MachineReadableText() {}

    static boolean matches(String text) {
        return FORM.matcher(text).matches();
    }
}
