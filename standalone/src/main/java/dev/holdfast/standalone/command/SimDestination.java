package dev.holdfast.standalone.command;

import dev.holdfast.standalone.demo.OperatorClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a batch of simulated devices belongs.
 *
 * @param catalog name of the catalog
 * @param wanted name of the product; null for {@value #DEMO_PRODUCT}, or the only one
 * @param group name of the device group
 */
record SimDestination(String catalog, @Nullable String wanted, String group) {
    /** Product of the demo. */
    static final String DEMO_PRODUCT = "Toaster";

    /** Returns the names as a person gave them, from catalog to group. */
    String text() {
        return catalog + " / " + (wanted == null ? "" : wanted + " / ") + group;
    }

    /**
     * Returns the name of the product.
     *
     * @throws IllegalArgumentException if catalog, product or group do not exist. The message is for people
     */
    String product(OperatorClient owner) {
        String products = "catalogs/" + OperatorClient.segment(catalog) + "/products";
        List<String> names = owner.find(products)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Catalog '%s' not found. Create it in the console.".formatted(catalog)))
                .findValuesAsText("name");
        String product = choose(names);
        List<String> groups = owner.get(products + "/" + OperatorClient.segment(product) + "/groups")
                .findValuesAsText("name");
        if (!groups.contains(group)) {
            throw new IllegalArgumentException("Product '%s' has no device group '%s'. Device groups: %s."
                    .formatted(product, group, String.join(", ", groups)));
        }
        return product;
    }

    private String choose(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "Catalog '%s' has no product. Create one in the console.".formatted(catalog));
        }
        String known = String.join(", ", names);
        if (wanted != null) {
            if (!names.contains(wanted)) {
                throw new IllegalArgumentException(
                        "Catalog '%s' has no product '%s'. Products: %s.".formatted(catalog, wanted, known));
            }
            return wanted;
        }
        if (names.contains(DEMO_PRODUCT)) {
            return DEMO_PRODUCT;
        }
        if (names.size() != 1) {
            throw new IllegalArgumentException("Option missing: --product NAME. Products: %s.".formatted(known));
        }
        return names.getFirst();
    }
}
