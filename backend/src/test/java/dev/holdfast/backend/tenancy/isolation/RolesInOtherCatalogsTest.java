package dev.holdfast.backend.tenancy.isolation;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * People without a role in a catalog send every request under that catalog's path, first with its IDs and then with IDs of their own
 * catalog. Expected is the column {@code other-catalog} of {@code expected-responses.csv}: the response for a catalog that does not exist.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RolesInOtherCatalogsTest {
    private static final ExpectedResponses EXPECTED = ExpectedResponses.read();

    @Inject
    SampleCatalogs samples;

    private final SoftAssertions softly = new SoftAssertions();

    @Test
    void a_catalog_does_not_exist_for_people_with_roles_in_other_catalogs() {
        SampleCatalogs.Catalog mine = samples.create();
        checkAll(
                mine,
                List.of(
                        mine.in("owner"),
                        ownerOf(mine, Map.of("product", mine.ids().get("product")))));
    }

    @Tag("sweep")
    @Test
    void a_catalog_does_not_exist_for_each_role_in_other_catalogs() {
        SampleCatalogs.Catalog mine = samples.create();
        List<Operator> callers =
                new ArrayList<>(ExpectedResponses.ROLES.stream().map(mine::in).toList());
        callers.add(ownerOf(
                mine,
                Map.of("product", mine.ids().get("product"), "group", mine.ids().get("group"))));
        checkAll(mine, callers);
    }

    /** Sends every request as each caller, who has a role in {@code mine} only. */
    private void checkAll(SampleCatalogs.Catalog mine, List<Operator> callers) {
        SampleCatalogs.Catalog theirs = samples.create();
        SampleIds ours = mine.ids().with("catalog", theirs.fleet().catalog());
        SampleIds nowhere = mine.ids().with("catalog", "c" + SampleIds.digits(20));
        SampleIds installation = InstallationSampleIds.create();
        for (Request request : Request.all()) {
            for (Operator caller : callers) {
                if (request.isInCatalog()) {
                    for (SampleIds ids : List.of(theirs.ids(), ours, nowhere)) {
                        checkNotThere(request, Client.ask(caller, request, ids), ids);
                    }
                } else if (!EXPECTED.cell(request.operation(), "other-catalog").equals("+")) {
                    HttpResponse<String> answer = Client.ask(caller, request, installation);
                    softly.assertThat(EXPECTED.isExpected(request.operation(), "other-catalog", answer.statusCode()))
                            .as("%s: %d %s", request, answer.statusCode(), answer.body())
                            .isTrue();
                }
            }
        }
        softly.assertAll();
    }

    /** Checks that the response is the one for a catalog that does not exist. */
    private void checkNotThere(Request request, HttpResponse<String> answer, SampleIds ids) {
        softly.assertThat(EXPECTED.isExpected(request.operation(), "other-catalog", answer.statusCode()))
                .as("%s: %d %s", request, answer.statusCode(), answer.body())
                .isTrue();
        softly.assertThat(answer.body())
                .as(request.toString())
                .contains(
                        "\"detail\":\"Catalog " + ids.get("catalog") + " does not exist, or you have no role in it.\"");
    }

    /** Creates an owner of a product or device group. {@code scope} has the members "product" and, for a group, "group". */
    static Operator ownerOf(SampleCatalogs.Catalog catalog, Map<String, String> scope) {
        String name = "scoped-" + SampleIds.digits(12);
        Map<String, Object> member =
                new HashMap<>(Map.of("kind", "SUBJECT", "grantee", "id-of-" + name, "name", name, "role", "OWNER"));
        member.putAll(scope);
        SampleCatalogs.id(catalog.in("owner").post(catalog.fleet().path("members"), member), "id");
        return Operator.named(name);
    }
}
