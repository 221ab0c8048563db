package dev.holdfast.backend.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.LinkedPages;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.contract.operator.filter.FilterField;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every filter field and order that each list offers. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class EveryListTest {
    @Inject
    @All
    List<Listing<?>> lists;

    @Test
    void every_filter_field_of_every_list_works() {
        Fleet fleet = fleet();
        for (Listing<?> list : lists) {
            int all = LinkedPages.of(fleet.owner(), fleet.path(list.name()), "").size();
            for (FilterField field : list.vocabulary().fields()) {
                if (field.name().equals("approval")) {
                    continue; // names an existing request: see ReleaseDevicesTest
                }
                for (String term : terms(field)) {
                    int found = found(fleet, list, term).size();
                    int others = found(fleet, list, "-" + term).size();
                    assertThat(found + others).as(list.name() + " " + term).isEqualTo(all);
                }
            }
            // Words without a field: one that matches nothing, and one that can be the beginning of an ID.
            found(fleet, list, "nothing");
            found(fleet, list, "4f2a");
        }
    }

    @Test
    void every_order_of_every_list_pages_through_each_row_once() {
        Fleet fleet = fleet();
        for (Listing<?> list : lists) {
            List<Object> all = LinkedPages.of(fleet.owner(), fleet.path(list.name()), "");
            for (String order : list.orders()) {
                for (String way : List.of(order, "-" + order)) {
                    assertThat(LinkedPages.of(fleet.owner(), fleet.path(list.name() + "?limit=1&sort=" + way), ""))
                            .as(list.name() + " " + way)
                            .containsExactlyInAnyOrderElementsOf(all);
                }
            }
        }
    }

    private static Fleet fleet() {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips(3));
        return fleet;
    }

    /** Returns the rows of the first page that match a filter. */
    private static List<Object> found(Fleet fleet, Listing<?> list, String filter) {
        Response answer =
                fleet.owner().request().queryParam("filter", filter).get("/api/v1/" + fleet.path(list.name()));
        assertThat(answer.statusCode())
                .as(list.name() + " " + filter + " " + answer.asString())
                .isEqualTo(200);
        return LinkedPages.items(answer);
    }

    /** Returns a term for each choice of a field; its example if it has no choices. */
    private static List<String> terms(FilterField field) {
        return field.choices().isEmpty()
                ? List.of(field.example())
                : field.choices().stream()
                        .flatMap(choice -> Stream.of(field.name() + ":" + choice))
                        .toList();
    }
}
