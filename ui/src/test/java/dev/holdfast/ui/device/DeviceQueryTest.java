package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.ui.shell.ListSort;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The query of the device list, as parameters of the address. */
class DeviceQueryTest {
    @Property
    void each_query_round_trips_through_the_address(@ForAll("queries") DeviceQuery query) {
        String address = query.toParameters().getQueryString();

        assertThat(DeviceQuery.parse(QueryParameters.fromString(address))).isEqualTo(query);
    }

    @Provide
    static Arbitrary<DeviceQuery> queries() {
        Arbitrary<String> words = Arbitraries.strings().ofMaxLength(12);
        Arbitrary<ListSort> sorts = Combinators.combine(Arbitraries.of(DeviceQuery.SORTS), Arbitraries.of(true, false))
                .as(ListSort::new);
        return Combinators.combine(
                        words,
                        Arbitraries.of(Health.class).injectNull(0.3),
                        words,
                        words,
                        Arbitraries.of(true, false),
                        sorts,
                        Arbitraries.shuffle(DeviceColumns.ALL)
                                .flatMap(all -> Arbitraries.integers()
                                        .between(1, all.size())
                                        .map(many -> DeviceColumns.of(all.subList(0, many)))))
                .as(DeviceQuery::new);
    }

    @Test
    void the_default_query_leaves_the_address_empty() {
        assertThat(DeviceQuery.ALL.toParameters().getQueryString()).isEmpty();
        assertThat(DeviceQuery.parse(QueryParameters.empty())).isEqualTo(DeviceQuery.ALL);
    }

    @Test
    void invalid_parameters_are_ignored() {
        QueryParameters wrong = QueryParameters.simple(Map.of("health", "PERHAPS", "sort", "colour", "filter", "abc"));

        assertThat(DeviceQuery.parse(wrong)).isEqualTo(DeviceQuery.ALL.withText("abc"));
    }

    @Test
    void unknown_columns_are_ignored_and_no_columns_mean_the_default() {
        assertThat(DeviceColumns.parse("colour,tags,tags").fields()).containsExactly("tags");
        assertThat(DeviceColumns.parse("colour")).isEqualTo(DeviceColumns.DEFAULT);
        assertThat(DeviceColumns.of(List.of("tags")).toggle("tags").fields()).containsExactly("tags");
        assertThat(DeviceColumns.parse("tags,notes").toggle("tags").fields()).containsExactly("notes");
        assertThat(DeviceColumns.DEFAULT.toggle("tags").fields()).containsSubsequence("osVersion", "tags", "lastSeen");
    }

    @Test
    void clearing_filters_keeps_order_and_columns() {
        DeviceQuery query = DeviceQuery.parse(
                QueryParameters.fromString("filter=abc&health=FAILED&product=Toaster&sort=-lastSeen&columns=tags"));

        assertThat(query.unfiltered().isUnfiltered()).isTrue();
        assertThat(query.unfiltered().sort()).isEqualTo(query.sort());
        assertThat(query.unfiltered().columns().fields()).containsExactly("tags");
    }

    @Test
    void another_product_clears_the_group() {
        DeviceQuery query = DeviceQuery.ALL.withProduct("Toaster").withGroup("Production");

        assertThat(query.withProduct("Kettle").group()).isEmpty();
        assertThat(query.withProduct("Toaster").group()).isEqualTo("Production");
    }

    @Test
    void an_export_has_all_fields_of_the_shown_columns() {
        assertThat(DeviceColumns.of(List.of("product", "tags")).exported()).isEqualTo("id,name,product,group,tags");
        assertThat(Arrays.stream(DeviceView.class.getRecordComponents()).map(RecordComponent::getName))
                .contains(new DeviceColumns(DeviceColumns.ALL).exported().split(","));
    }
}
