package dev.holdfast.contract.operator.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Filter values that roles and tokens share. */
final class IdentityWords {
    static final List<String> SCOPES = List.of("whole", "product", "group");
    static final String SCOPE = "Scope: the whole catalog or installation, a product, or a device group.";

    private IdentityWords() {}

    static List<String> of(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
