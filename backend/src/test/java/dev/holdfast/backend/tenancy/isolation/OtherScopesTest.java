package dev.holdfast.backend.tenancy.isolation;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * An owner of another product or group of the same catalog, with one device there, sends every request about the rest of the catalog.
 * Expected is the column {@code other-product} of {@code expected-responses.csv}. Responses contain the owner's device and nothing of the
 * rest.
 */
@SuppressWarnings("NullAway.Init") // injected before the first test method
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OtherScopesTest {
    private static final ExpectedResponses EXPECTED = ExpectedResponses.read();
    /** Column of the table. */
    private static final String CALLER = "other-product";

    /** Expected results for an owner of another group that differ from those for an owner of another product. */
    private static final Map<String, String> OTHER_GROUP =
            Map.of("GET /api/v1/catalogs/{catalog}/products/{product}/groups", "+");

    /** Tables that these requests may change: the audit log, events, and jobs that end without effect. */
    private static final Set<String> CHANGED_TABLES =
            Set.of("audit_counter", "audit_entry", "device_job", "device_job_page", "device_job_refusal", "outbox");

    @Inject
    SampleCatalogs samples;

    @Inject
    CatalogRows state;

    @Inject
    @All
    List<Listing<?>> lists;

    private final SoftAssertions softly = new SoftAssertions();

    @Test
    void an_owner_of_another_product_reads_and_changes_nothing_here() {
        SampleCatalogs.Catalog catalog = samples.create();
        String product = "Elsewhere " + SampleIds.digits(8);
        make(catalog, "products", Map.of("name", product, "description", "Another"));

        ask(
                catalog,
                Map.of("product", product),
                "Development",
                Map.of(),
                List.of(catalog.secret(), catalog.ids().get("deviceId")));
    }

    @Test
    void an_owner_of_another_group_reads_and_changes_nothing_here() {
        SampleCatalogs.Catalog catalog = samples.create();
        String group = "Beside " + SampleIds.digits(8);
        Map<String, Object> settings = Map.of(
                "description",
                "Another",
                "osFeedType",
                "Retail",
                "updatePolicy",
                "UpdateAll",
                "allowCrashDumpsCollection",
                "Disabled",
                "regionalDataBoundary",
                "None");
        String product = catalog.ids().get("product");
        make(catalog, "products/" + product + "/groups", Map.of("name", group, "settings", settings));

        ask(
                catalog,
                Map.of("product", product, "group", group),
                group,
                OTHER_GROUP,
                // The product's name and description contain the secret, and this owner may see them.
                List.of(
                        catalog.ids().get("group"),
                        catalog.ids().get("spare product"),
                        catalog.ids().get("deviceId"),
                        catalog.ids().get("device-certificates/serial"),
                        catalog.ids().get("imageId")));
    }

    /**
     * Sends every request as an owner of {@code scope}, which has one device. {@code others} has statuses that differ from the table.
     * {@code hidden} must not occur in any response.
     */
    private void ask(
            SampleCatalogs.Catalog catalog,
            Map<String, String> scope,
            String group,
            Map<String, String> others,
            List<String> hidden) {
        Operator who = RolesInOtherCatalogsTest.ownerOf(catalog, scope);
        String own = device(catalog, scope.getOrDefault("product", ""), group);
        Map<String, String> before = state.of(catalog.id());
        for (Request request :
                Request.all().stream().filter(Request::isInCatalog).toList()) {
            for (String list : request.operation().contains("{list}") ? names() : List.of("")) {
                HttpResponse<String> answer =
                        Client.ask(who, request, catalog.ids().with("list", list));
                String other = others.get(request.operation());
                softly.assertThat(
                                other == null
                                        ? EXPECTED.isExpected(request.operation(), CALLER, list, answer.statusCode())
                                        : ExpectedResponses.isOneOf(other, answer.statusCode()))
                        .as("%s %s: %d %s", request, list, answer.statusCode(), answer.body())
                        .isTrue();
                if (ExpectedResponses.isSuccess(answer.statusCode())) {
                    softly.assertThat(answer.body()).as("%s %s", request, list).doesNotContain(hidden);
                }
            }
        }
        for (String devices : List.of("devices", "exports/devices.csv", "exports/devices.ndjson")) {
            softly.assertThat(who.get(catalog.fleet().path(devices)).extract().asString())
                    .as(devices)
                    .contains(own);
        }
        samples.finishJobs(catalog.id());
        Map<String, String> after = state.of(catalog.id());
        before.keySet().removeAll(CHANGED_TABLES);
        after.keySet().removeAll(CHANGED_TABLES);
        softly.assertThat(after).isEqualTo(before);
        softly.assertAll();
    }

    /** Claims a device into the group and returns its ID. */
    private static String device(SampleCatalogs.Catalog catalog, String product, String group) {
        List<DeviceId> chips = catalog.fleet().endorsedChips(1);
        catalog.fleet().claimInto(product, group, chips).statusCode(200);
        return chips.getFirst().text();
    }

    /** Creates a resource as the catalog's owner. */
    private static void make(SampleCatalogs.Catalog catalog, String path, Map<String, Object> what) {
        SampleCatalogs.id(catalog.in("owner").post(catalog.fleet().path(path), what), "id");
    }

    private List<String> names() {
        return lists.stream().map(Listing::name).toList();
    }
}
