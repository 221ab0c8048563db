package dev.holdfast.contract.operator.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Words that filters of roles and of tokens have in common. */
final class IdentityWords {
    static final List<String> SCOPES = List.of("whole", "product", "group");
    static final String SCOPE =
            "Where it holds: in all of the catalog or installation, in a product, or in a device group.";

    private IdentityWords() {}

    static List<String> of(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
