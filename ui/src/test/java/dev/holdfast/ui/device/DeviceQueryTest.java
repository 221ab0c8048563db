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

class DeviceQueryTest {
    @Property
    void every_query_survives_the_address(@ForAll("queries") DeviceQuery query) {
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
    void what_an_address_says_wrongly_is_left_out() {
        QueryParameters wrong = QueryParameters.simple(Map.of("health", "PERHAPS", "sort", "colour", "filter", "abc"));

        assertThat(DeviceQuery.parse(wrong)).isEqualTo(DeviceQuery.ALL.withText("abc"));
    }

    @Test
    void columns_that_there_are_not_are_left_out_and_none_at_all_are_the_default() {
        assertThat(DeviceColumns.parse("colour,tags,tags").fields()).containsExactly("tags");
        assertThat(DeviceColumns.parse("colour")).isEqualTo(DeviceColumns.DEFAULT);
        assertThat(DeviceColumns.of(List.of("tags")).toggle("tags").fields()).containsExactly("tags");
        assertThat(DeviceColumns.parse("tags,notes").toggle("tags").fields()).containsExactly("notes");
        assertThat(DeviceColumns.DEFAULT.toggle("tags").fields()).containsSubsequence("osVersion", "tags", "lastSeen");
    }

    @Test
    void without_its_filters_a_list_keeps_its_order_and_columns() {
        DeviceQuery query = DeviceQuery.parse(
                QueryParameters.fromString("filter=abc&health=FAILED&product=Toaster&sort=-lastSeen&columns=tags"));

        assertThat(query.unfiltered().isUnfiltered()).isTrue();
        assertThat(query.unfiltered().sort()).isEqualTo(query.sort());
        assertThat(query.unfiltered().columns().fields()).containsExactly("tags");
    }

    @Test
    void another_product_forgets_the_group_of_the_one_before() {
        DeviceQuery query = DeviceQuery.ALL.withProduct("Toaster").withGroup("Production");

        assertThat(query.withProduct("Kettle").group()).isEmpty();
        assertThat(query.withProduct("Toaster").group()).isEqualTo("Production");
    }

    @Test
    void an_export_has_all_that_the_shown_columns_say() {
        assertThat(DeviceColumns.of(List.of("product", "tags")).exported()).isEqualTo("id,name,product,group,tags");
        assertThat(Arrays.stream(DeviceView.class.getRecordComponents()).map(RecordComponent::getName))
                .contains(new DeviceColumns(DeviceColumns.ALL).exported().split(","));
    }
}
