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

/** The dialog with all facts of an audit entry. */
class EntryDialogTest extends BrowserlessTest {
    /** ID of the API token that was used for the recorded action. */
    private static final UUID TOKEN = UUID.fromString("0b7a1c52-3f0e-4b6f-8d55-2f4a6f3b9c11");

    /** A reason that imitates the fact "Approved by". */
    private static final String FORGED = "routine. Approved by bob.";

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void the_approver_is_a_separate_fact() {
        open("Stolen", Map.of("blocked", true, "approvedBy", "bob"));
        assertThat(facts()).contains("Approved by");
        assertThat(find(Facts.class).single().getElement().getTextRecursively()).contains("bob");
        assertThat(find(RowTable.class).single().getElement().getTextRecursively())
                .contains("blocked")
                .doesNotContain("approvedBy");
    }

    @Test
    void the_common_inviter_is_a_separate_fact() {
        open("Stolen", Map.of("blocked", true, "approvedBy", "bob", "bothInvitedBy", "olga"));

        assertThat(facts()).containsSubsequence("Approved by", "Both invited by");
        assertThat(find(RowTable.class).single().getElement().getTextRecursively())
                .doesNotContain("bothInvitedBy");
    }

    @Test
    void a_reason_cannot_forge_an_approver() {
        open(FORGED, Map.of("blocked", true));

        assertThat(facts()).contains("Reason").doesNotContain("Approved by");
        assertThat(find(Paragraph.class).single().getText()).endsWith(FORGED);
    }

    @Test
    void the_token_of_an_action_is_shown_by_name_and_id() {
        open("Stolen", "nightly", Map.of("blocked", true));
        assertThat(facts()).contains("Token");
        assertThat(find(Facts.class).single().getElement().getTextRecursively()).contains("nightly", TOKEN.toString());
    }

    @Test
    void an_action_after_sign_in_shows_no_token() {
        open("Stolen", Map.of("blocked", true));

        assertThat(facts()).doesNotContain("Token");
    }

    /** Returns the labels of the facts in the dialog. */
    private List<String> facts() {
        return find(DescriptionList.Term.class).all().stream()
                .map(DescriptionList.Term::getText)
                .toList();
    }

    private static void open(String reason, Map<String, Object> after) {
        open(reason, null, after);
    }

    /**
     * Opens the dialog.
     *
     * @param token name of the API token, or null for an action in the console
     * @param after values after the change
     */
    private static void open(String reason, @Nullable String token, Map<String, Object> after) {
        new EntryDialog(
                        "contoso",
                        new AuditEntryView(
                                7,
                                Instant.EPOCH,
                                "alice",
                                "https://id.contoso.example",
                                "sub-of-alice",
                                after.containsKey("approvedBy") ? "https://id.contoso.example" : null,
                                after.containsKey("approvedBy") ? "sub-of-approver" : null,
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
