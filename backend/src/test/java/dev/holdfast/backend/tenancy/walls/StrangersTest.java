package dev.holdfast.backend.tenancy.walls;

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
import org.junit.jupiter.api.Test;

/**
 * People without a role in a catalog send every request under its path, with its IDs and with their own: the column {@code stranger} of
 * {@code walls.csv}. The response is the one for a catalog that does not exist.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class StrangersTest {
    private static final Walls WALLS = Walls.read();

    @Inject
    Furnished furnished;

    private final SoftAssertions softly = new SoftAssertions();

    @Test
    void a_catalog_does_not_exist_for_people_with_roles_elsewhere() {
        Furnished.Catalog mine = furnished.create();
        Furnished.Catalog theirs = furnished.create();
        List<Operator> strangers =
                new ArrayList<>(Walls.ROLES.stream().map(mine::in).toList());
        strangers.add(ofPart(mine, Map.of("product", mine.things().get("product"))));
        strangers.add(ofPart(
                mine,
                Map.of(
                        "product",
                        mine.things().get("product"),
                        "group",
                        mine.things().get("group"))));
        Things ours = mine.things().with("catalog", theirs.fleet().catalog());
        Things nowhere = mine.things().with("catalog", "c" + Things.digits(20));
        Things installation = InstallationThings.create();
        for (Request request : Request.all()) {
            for (Operator stranger : strangers) {
                if (request.isInCatalog()) {
                    for (Things things : List.of(theirs.things(), ours, nowhere)) {
                        checkNotThere(request, Client.ask(stranger, request, things), things);
                    }
                } else if (!WALLS.cell(request.operation(), "stranger").equals("+")) {
                    HttpResponse<String> answer = Client.ask(stranger, request, installation);
                    softly.assertThat(WALLS.isRight(request.operation(), "stranger", answer.statusCode()))
                            .as("%s: %d %s", request, answer.statusCode(), answer.body())
                            .isTrue();
                }
            }
        }
        softly.assertAll();
    }

    private void checkNotThere(Request request, HttpResponse<String> answer, Things things) {
        softly.assertThat(WALLS.isRight(request.operation(), "stranger", answer.statusCode()))
                .as("%s: %d %s", request, answer.statusCode(), answer.body())
                .isTrue();
        softly.assertThat(answer.body())
                .as(request.toString())
                .contains("\"detail\":\"Catalog " + things.get("catalog")
                        + " does not exist, or you have no role in it.\"");
    }

    /** Creates an owner of a part of a catalog. */
    static Operator ofPart(Furnished.Catalog catalog, Map<String, String> part) {
        String name = "part-" + Things.digits(12);
        Map<String, Object> member =
                new HashMap<>(Map.of("kind", "SUBJECT", "grantee", "id-of-" + name, "name", name, "role", "OWNER"));
        member.putAll(part);
        Furnished.id(catalog.in("owner").post(catalog.fleet().path("members"), member), "id");
        return Operator.named(name);
    }
}
