package dev.holdfast.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The filter in an address. */
class FilterParameterTest {
    @Test
    void it_is_called_as_in_the_operator_api_and_links_with_its_old_name_lead_where_they_led() {
        assertThat(FilterParameter.of(QueryParameters.fromString("filter=is%3Auntrusted+kitchen")))
                .isEqualTo("is:untrusted kitchen");
        assertThat(FilterParameter.of(QueryParameters.fromString("text=kitchen")))
                .isEqualTo("kitchen");
        assertThat(FilterParameter.of(QueryParameters.fromString("text=old&filter=new")))
                .isEqualTo("new");
        assertThat(FilterParameter.of(QueryParameters.empty())).isEmpty();
    }

    @Test
    void without_one_the_address_has_what_else_there_is() {
        assertThat(FilterParameter.with(" ", Map.of("show", "all")).getQueryString())
                .isEqualTo("show=all");
        assertThat(FilterParameter.with("is:open", Map.of("show", "all")).getQueryString())
                .isEqualTo("filter=is%3Aopen&show=all");
    }
}
