package dev.holdfast.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The filter in an address. */
class FilterParameterTest {
    @Test
    void the_filter_parameter_has_the_name_of_the_operator_api() {
        assertThat(FilterParameter.of(QueryParameters.fromString("filter=is%3Auntrusted+kitchen")))
                .isEqualTo("is:untrusted kitchen");
        assertThat(FilterParameter.of(QueryParameters.empty())).isEmpty();
    }

    @Test
    void without_a_filter_the_address_has_the_other_parameters() {
        assertThat(FilterParameter.with(" ", Map.of("show", "all")).getQueryString())
                .isEqualTo("show=all");
        assertThat(FilterParameter.with("is:open", Map.of("show", "all")).getQueryString())
                .isEqualTo("filter=is%3Aopen&show=all");
    }
}
