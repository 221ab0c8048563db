package dev.holdfast.contract.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.NoGroup;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holdfast accepts the same names as Azure Sphere's API (2024-04-01). The patterns are copied from its specification. Where a
 * pattern has {@code \s} (any white space), the specification's text says "spaces", so the tests use only spaces. Holdfast refuses
 * {@code .default} and {@code .unassigned}, which the patterns allow, because it reserves these names.
 */
class DocumentedNamesTest {
    private static final Pattern CATALOG = Pattern.compile("^[A-Za-z0-9_-]{1,50}$");
    private static final Pattern PRODUCT = Pattern.compile("^[\\w][\\w\\s]{1,48}[\\w]$|^\\.default$|^\\.unassigned$");
    private static final Pattern GROUP = Pattern.compile(
            "^[A-Za-z0-9]{1,2}$|^[A-Za-z0-9][A-Za-z0-9\\s]{1,48}[A-Za-z0-9]$|^\\.default$|^\\.unassigned$");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MyCatalog1",
                "MyProduct1",
                "MyDeviceGroup1",
                "my-catalog_2",
                "-x",
                "x-",
                "-",
                "_",
                "a",
                "A1",
                "a1b",
                "DW100",
                "Field Test OS Evaluation",
                "Production",
                "Lab bench 7",
                "a_b",
                "_a_",
                "a-b",
                "a.b",
                "ä",
                "Küche",
                " a b",
                "a b ",
                "a  b",
                "",
                " ",
                "a/b",
                "x2345678901234567890123456789012345678901234567890",
                "x23456789012345678901234567890123456789012345678901",
                ".default",
                ".unassigned",
                "..",
                ".x"
            })
    void names_match_the_specification(String name) {
        boolean reserved = NoGroup.isNamed(name);

        assertThat(name.matches(NewCatalog.NAME)).as("catalog").isEqualTo(matches(CATALOG, name));
        assertThat(name.matches(NewProduct.NAME)).as("product").isEqualTo(matches(PRODUCT, name) && !reserved);
        assertThat(name.matches(NewDeviceGroup.NAME)).as("group").isEqualTo(matches(GROUP, name) && !reserved);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void a_device_id_has_128_characters_of_either_case(int extra, boolean valid) {
        String id = "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
                + "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5" + "0".repeat(extra);

        assertThat(id.matches("^[a-zA-Z0-9-]{128}$")).isEqualTo(valid);
        if (valid) {
            assertThat(DeviceId.parse(id)).isEqualTo(DeviceId.parse(id.toLowerCase(Locale.ROOT)));
        }
    }

    private static boolean matches(Pattern documented, String name) {
        return documented.matcher(name).matches();
    }
}
