package dev.holdfast.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.RouteParameters;
import org.junit.jupiter.api.Test;

/** Reads names from the path of a page. */
class CatalogPageTest {
    @Test
    void a_name_with_a_blank_is_read_from_the_path() {
        assertThat(CatalogPage.decoded(new RouteParameters("group", "Field%20Test"))
                        .get("group"))
                .contains("Field Test");
        assertThat(CatalogPage.decoded(new RouteParameters("group", "a+b")).get("group"))
                .contains("a+b");
    }

    @Test
    void a_path_with_a_bad_escape_is_not_found() {
        assertThatThrownBy(() -> CatalogPage.decoded(new RouteParameters("group", "50%")))
                .isInstanceOf(NotFoundException.class);
    }
}
