package dev.holdfast.contract.operator.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Filter values that roles and tokens share. */
final class IdentityWords {
    /** Values of the field {@code scope}: whole catalog or installation, product, device group. */
    static final List<String> SCOPES = List.of("whole", "product", "group");
    /** Description of the field {@code scope}. */
    static final String SCOPE = "Scope: the whole catalog or installation, a product, or a device group.";

    private IdentityWords() {}

    /** Returns constants as filter values, such as {@code security-analyst}. */
    static List<String> of(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
