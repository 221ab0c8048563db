package dev.holdfast.contract.operator.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.contract.operator.reference.ReferenceFields;
import org.junit.jupiter.api.Test;

/** Values of filters that no row has. */
class FilterValueRulesTest {
    @Test
    void hex_digits_that_no_digest_has_are_refused() throws FilterException {
        String digest = "digest:" + "4f".repeat(32);

        assertThat(FilterReader.read(digest, ReferenceFields.VOCABULARY).terms())
                .hasSize(1);
        assertThat(catchThrowableOfType(
                                FilterException.class,
                                () -> FilterReader.read(digest + "4", ReferenceFields.VOCABULARY))
                        .reason())
                .isEqualTo("use at most 64 hex digits");
    }

    @Test
    void an_unknown_image_type_is_refused() throws FilterException {
        assertThat(FilterReader.read("type:NormalWorldKernel", ReferenceFields.VOCABULARY))
                .isEqualTo(Filter.of("type", "normalworldkernel"));
        assertThat(catchThrowableOfType(
                                FilterException.class,
                                () -> FilterReader.read("type:aplications", ReferenceFields.VOCABULARY))
                        .reason())
                .startsWith("type: use one of ");
    }
}
