package dev.holdfast.backend.tenancy.walls;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.list.Listing;
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
 * Who owns another product of the same catalog, in which nothing is, asks for everything that there is beside it: the column {@code elsewhere} of
 * {@code walls.csv}. What answers them has nothing of it.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OtherPartsTest {
    private static final Walls WALLS = Walls.read();
    private static final String CALLER = "elsewhere";

    /** That they were there, and jobs of theirs which end with nothing done. */
    private static final Set<String> TRACES = Set.of(
            "audit_counter",
            "audit_entry",
            "device_job",
            "device_job_page",
            "device_job_refusal",
            "outbox",
            "role_assignment");

    @Inject
    Furnished furnished;

    @Inject
    State state;

    @Inject
    @All
    List<Listing<?>> lists;

    @Test
    void whoever_owns_another_product_of_the_catalog_finds_nothing_of_this_one_and_changes_nothing() {
        SoftAssertions softly = new SoftAssertions();
        Furnished.Catalog catalog = furnished.create();
        String product = "Elsewhere " + Things.digits(8);
        Furnished.id(
                catalog.in("owner")
                        .post(catalog.fleet().path("products"), Map.of("name", product, "description", "Empty")),
                "id");
        Operator who = StrangersTest.ofPart(catalog, Map.of("product", product));
        Map<String, String> before = state.of(catalog.id());
        for (Request request :
                Request.all().stream().filter(Request::isInCatalog).toList()) {
            for (String list : request.operation().contains("{list}") ? names() : List.of("")) {
                HttpResponse<String> answer =
                        Client.ask(who, request, catalog.things().with("list", list));
                softly.assertThat(WALLS.isRight(request.operation(), CALLER, answer.statusCode()))
                        .as("%s %s: %d %s", request, list, answer.statusCode(), answer.body())
                        .isTrue();
                if (Walls.isSuccess(answer.statusCode())) {
                    softly.assertThat(answer.body())
                            .as("%s %s", request, list)
                            .doesNotContain(catalog.secret(), catalog.things().get("deviceId"));
                }
            }
        }
        furnished.finishJobs();
        Map<String, String> after = state.of(catalog.id());
        before.keySet().removeAll(TRACES);
        after.keySet().removeAll(TRACES);
        softly.assertThat(after).isEqualTo(before);
        softly.assertAll();
    }

    private List<String> names() {
        return lists.stream().map(Listing::name).toList();
    }
}
