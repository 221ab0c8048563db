package dev.holdfast.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.audit.AuditVerification;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.fake.FakeAudit;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakePages;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Links;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.time.api.constraints.DateRange;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

/** How the audit log page filters, reads and links its entries. */
class AuditPagesTest {
    private final FakeFleet fleet = new FakeFleet();

    /** Requests to the API, such as {@code is:people from null}: the filter and the cursor. */
    private final List<String> requests = new ArrayList<>();

    @Test
    void scrolling_reads_every_page_once_and_reaches_the_first_entry() {
        LinkedPages<AuditEntryView> pages = pages(AuditQuery.ALL);
        List<AuditEntryView> seen = new ArrayList<>();
        for (int offset = 0; offset < FakeAudit.ENTRIES; offset += 60) {
            seen.addAll(pages.rows(offset, 60));
        }

        assertThat(seen).isEqualTo(FakeAudit.entries());
        assertThat(pages.isComplete()).isTrue();
        assertThat(requests).doesNotHaveDuplicates().hasSize(8);
        assertThat(pages.rows(FakeAudit.ENTRIES, 60)).isEmpty();
        assertThat(requests).hasSize(8);
    }

    @Test
    void a_device_id_links_to_the_device_and_other_subjects_are_text() {
        DeviceId device = fleet.justClaimed().id();

        assertThat(AuditView.subject("contoso", device.text()).getElement().getAttribute("href"))
                .isEqualTo(Links.device("contoso", device));
        assertThat(AuditView.subject("contoso", "Toaster").getElement().getText())
                .isEqualTo("Toaster");
    }

    @Test
    void older_entries_are_read_only_when_scrolled_to() {
        LinkedPages<AuditEntryView> pages = pages(AuditQuery.ALL);
        pages.rows(0, 100);

        assertThat(requests).hasSize(1);
        assertThat(pages.isComplete()).isFalse();
    }

    @Test
    void a_filter_is_applied_by_the_api_to_the_whole_log() {
        LinkedPages<AuditEntryView> pages =
                pages(AuditQuery.parse(QueryParameters.fromString("filter=created the catalog&people=true")));

        assertThat(pages.rows(0, 100)).hasSize(1);
        assertThat(requests).containsExactly("created the catalog is:people from null");
    }

    @Test
    void the_heading_counts_all_entries_or_those_found_so_far() {
        assertThat(sentence("")).isEqualTo("741 entries");
        assertThat(sentence("people=true")).isEqualTo("At least 100 entries found");
        assertThat(sentence("filter=kettle&people=true")).isEqualTo("2 entries found");
        assertThat(sentence("filter=zzz")).isEqualTo("No entries found");
    }

    @Property
    void every_query_round_trips_through_the_address(
            @ForAll String text,
            @ForAll String actor,
            @ForAll String action,
            @ForAll @DateRange(min = "1970-01-01", max = "2099-12-31") LocalDate since,
            @ForAll boolean people) {
        AuditQuery query = new AuditQuery(text, Map.of())
                .with(AuditQuery.ACTOR, actor)
                .with(AuditQuery.ACTION, action)
                .with(AuditQuery.SINCE, since.toString())
                .with(AuditQuery.PEOPLE, String.valueOf(people));

        assertThat(AuditQuery.parse(QueryParameters.fromString(
                        FilterParameter.with(query.text(), query.fields()).getQueryString())))
                .isEqualTo(query);
    }

    @Test
    void a_range_of_days_includes_the_whole_last_day() {
        AuditQuery query =
                AuditQuery.parse(QueryParameters.fromString("since=2026-11-01&until=2026-11-02&actor=carmen"));
        pages(query).rows(0, 1);

        assertThat(requests)
                .containsExactly("actor:carmen since:2026-11-01T00:00:00Z until:2026-11-03T00:00:00Z from null");
    }

    @Test
    void a_verification_result_is_one_sentence() {
        assertThat(VerifyPanel.sentence(found(true, 741, 740, List.of())))
                .isEqualTo("Intact: all 740 sealed entries match their signatures, and none is missing.");
        assertThat(VerifyPanel.basis(found(true, 741, 740, List.of())))
                .contains("1 newer entry will be sealed within two seconds");
        assertThat(VerifyPanel.sentence(found(false, 741, 741, List.of("Entry 7 is missing."))))
                .isEqualTo("Verification failed: 1 finding.");
    }

    /** Returns the result of a verification. */
    private static AuditVerification found(boolean intact, long entries, long sealed, List<String> findings) {
        return new AuditVerification(intact, entries, sealed, null, null, 2, findings, findings.size());
    }

    /** Returns the heading after the first 100 entries were read. {@code address} is the query of the page's address. */
    private String sentence(String address) {
        AuditQuery query = AuditQuery.parse(QueryParameters.fromString(address));
        LinkedPages<AuditEntryView> pages = pages(query);
        pages.rows(0, 100);
        return AuditView.sentence(query, pages);
    }

    private LinkedPages<AuditEntryView> pages(AuditQuery query) {
        String filter = (query.text() + " " + query.terms()).strip();
        return LinkedPages.linked(ListRequest.of(filter.isEmpty() ? null : filter, 100), this::answer);
    }

    private RestResponse<List<AuditEntryView>> answer(ListRequest request) {
        String filter = request.filter();
        requests.add(filter + " from " + request.cursor());
        return FakePages.of(FakeAudit.find(filter == null ? "" : filter), request.cursor(), request.limit());
    }
}
