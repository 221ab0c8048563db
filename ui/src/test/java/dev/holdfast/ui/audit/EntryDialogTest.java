package dev.holdfast.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.RowTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An entry of the audit log, whole, without a browser. */
class EntryDialogTest extends BrowserlessTest {
    private static final UUID TOKEN = UUID.fromString("0b7a1c52-3f0e-4b6f-8d55-2f4a6f3b9c11");
    private static final String FORGED = "routine. Approved by bob.";

    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void who_approved_stands_by_itself_and_no_reason_looks_like_it() {
        open("Stolen", Map.of("blocked", true, "approvedBy", "bob"));
        assertThat(facts()).contains("Approved by");
        assertThat(find(Facts.class).single().getElement().getTextRecursively()).contains("bob");
        assertThat(find(RowTable.class).single().getElement().getTextRecursively())
                .contains("blocked")
                .doesNotContain("approvedBy");
    }

    @Test
    void whose_invitations_both_accounts_go_back_to_stands_by_itself_too() {
        open("Stolen", Map.of("blocked", true, "approvedBy", "bob", "bothInvitedBy", "olga"));

        assertThat(facts()).containsSubsequence("Approved by", "Both invited by");
        assertThat(find(RowTable.class).single().getElement().getTextRecursively())
                .doesNotContain("bothInvitedBy");
    }

    @Test
    void a_reason_that_says_who_approved_makes_nobody_the_second_person() {
        open(FORGED, Map.of("blocked", true));

        assertThat(facts()).contains("Why").doesNotContain("Approved by");
        assertThat(find(Paragraph.class).single().getText()).endsWith(FORGED);
    }

    @Test
    void with_which_token_somebody_acted_is_told_by_its_name_and_id() {
        open("Stolen", "nightly", Map.of("blocked", true));
        assertThat(facts()).contains("By token");
        assertThat(find(Facts.class).single().getElement().getTextRecursively()).contains("nightly", TOKEN.toString());
    }

    @Test
    void of_whoever_signed_in_no_token_is_told() {
        open("Stolen", Map.of("blocked", true));

        assertThat(facts()).doesNotContain("By token");
    }

    private List<String> facts() {
        return find(DescriptionList.Term.class).all().stream()
                .map(DescriptionList.Term::getText)
                .toList();
    }

    private static void open(String reason, Map<String, Object> after) {
        open(reason, null, after);
    }

    private static void open(String reason, @Nullable String token, Map<String, Object> after) {
        new EntryDialog(
                        "contoso",
                        new AuditEntryView(
                                7,
                                Instant.EPOCH,
                                "alice",
                                "BlockDevices",
                                "2 devices",
                                "Blocked 2 devices: " + reason,
                                reason,
                                null,
                                null,
                                null,
                                token,
                                token == null ? null : TOKEN,
                                Map.of("blocked", false),
                                after))
                .open();
    }
}
