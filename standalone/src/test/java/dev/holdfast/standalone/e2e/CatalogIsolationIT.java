package dev.holdfast.standalone.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user of one catalog sees nothing of another catalog, neither in the API nor in the console. */
@EndToEnd
class CatalogIsolationIT {
    private final Stack stack;
    private final Browsers browsers;

    CatalogIsolationIT(Stack stack, Browsers browsers) {
        this.stack = stack;
        this.browsers = browsers;
    }

    /** The paths are below the catalog contoso. rashid is a reader of contoso, farah the owner of fabrikam. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/overview",
                "/products",
                "/products/Toaster/groups",
                "/devices",
                "/images",
                "/deployments",
                "/audit",
                "/certificates",
                "/products/Toaster/groups/Production/deployments"
            })
    void another_catalog_does_not_exist_in_the_api(String path) {
        assertThat(stack.as("rashid").raw("catalogs/contoso" + path).statusCode())
                .isEqualTo(200);
        assertThat(stack.as("farah").raw("catalogs/contoso" + path).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_foreign_device_does_not_exist_in_the_own_catalog() {
        String device = stack.as("rashid")
                .get("catalogs/contoso/devices?limit=1")
                .get("items")
                .get(0)
                .get("id")
                .asText();

        assertThat(stack.as("farah").raw("catalogs/fabrikam/devices/" + device).statusCode())
                .isEqualTo(404);
    }

    @Test
    void another_catalog_does_not_exist_in_the_browser() {
        Page page = browsers.signIn("farah", "/c/contoso/devices");

        assertThat(page.locator("h1, h2").first()).isVisible();
        assertThat(page.locator("body").innerText()).doesNotContain("Toaster").doesNotContain("Contoso Appliances");
        page.context().close();
    }
}
