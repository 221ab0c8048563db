package dev.holdfast.ui.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimResult;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.transfer.NewTransfer;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ApprovalNeeded;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeClaims;
import dev.holdfast.ui.fake.FakeExports;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeOwnership;
import dev.holdfast.ui.fake.FakeProducts;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page of transfers and its dialogs, without a browser. */
class TransfersPageTest extends BrowserlessTest {
    private final FakeOwnership api = new FakeOwnership();

    /** A catalog in which no operation requires approval. */
    private final FakeApprovalClient noApproval = new FakeApprovalClient("olivia", List.of());

    /** A catalog in which revoking certificates requires approval. Unclaiming and transferring then require approval too. */
    private final FakeApprovalClient needsApproval =
            new FakeApprovalClient("olivia", List.of(ApprovalOperation.REVOKE_CERTIFICATES));

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void owners_can_decide_only_open_transfers() {
        TransfersView view = page("contoso", Role.OWNER);

        assertThat(text(view)).contains("1 transfer to accept or decline", "Ovens of the plant in Turin, as agreed");
        assertThat(find(Button.class, view).withText("Accept").all()).hasSize(1);
        assertThat(find(Button.class, view).withText("Decline").all()).hasSize(1);
        assertThat(find(Button.class, view).withText("Withdraw").all()).hasSize(1);
        assertThat(text(view)).contains("Departed devices", "Scrapped after water damage", "kitchen-7");
    }

    @Test
    void other_members_see_transfers_without_buttons() {
        TransfersView view = page("contoso", Role.PUBLISHER);

        assertThat(text(view)).contains("litware", "Accepted", "Declined");
        for (String action : List.of("Accept", "Decline", "Withdraw")) {
            assertThat(find(Button.class, view).withText(action).all()).isEmpty();
        }
    }

    @Test
    void an_empty_page_says_how_to_transfer_devices() {
        assertThat(text(page("fabrikam", Role.OWNER)))
                .contains("the name of this catalog: fabrikam", "No device has left this catalog");
    }

    @Test
    @SuppressWarnings("unchecked")
    void devices_are_accepted_into_a_group_or_no_group() {
        TransfersView view = page("contoso", Role.OWNER);
        test(find(Button.class, view).withText("Accept").single()).click();
        FormDialog dialog = find(FormDialog.class).single();
        Select<TransferAcceptance> into = find(Select.class, dialog).single();
        TransferAcceptance none = into.getListDataView()
                .getItem((int) into.getListDataView().getItems().count() - 1);

        assertThat(into.getItemLabelGenerator().apply(none)).isEqualTo("No group");
        into.setValue(none);
        test(find(Button.class, dialog).withText("Accept").single()).click();

        assertThat(api.commands()).singleElement().asString().endsWith("into .unassigned / .unassigned");
    }

    @Test
    void withdrawing_shows_the_effect_and_needs_a_reason() {
        TransfersView view = page("contoso", Role.OWNER);
        test(find(Button.class, view).withText("Withdraw").single()).click();

        ActionDialog dialog = find(ActionDialog.class).single();
        Button withdraw = find(Button.class, dialog).withText("Withdraw").single();
        assertThat(text(dialog)).contains("3 devices stay in this catalog.");
        assertThat(withdraw.isEnabled()).isFalse();
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("The fair is over");
        test(withdraw).click();

        assertThat(api.commands()).containsExactly("withdraw 2: The fair is over");
        assertThat(dialog.isOpened()).isFalse();
    }

    @Test
    void devices_are_offered_to_a_catalog_by_name() {
        TransferDialog dialog = new TransferDialog(
                api,
                noApproval,
                "contoso",
                FakeClaims.chips(2),
                () -> api.commands().add("done"));
        dialog.open();
        Button offer = find(Button.class, dialog).withText("Offer").single();
        find(TextField.class, dialog).withCaption("To catalog").single().setValue("no such name");
        find(TextField.class, dialog).withCaption("Note").single().setValue("Sold");
        assertThat(offer.isEnabled()).isFalse();

        find(TextField.class, dialog).withCaption("To catalog").single().setValue("northwind");
        test(offer).click();

        assertThat(api.commands()).containsExactly("offer 2 to northwind for 7 days: Sold", "done");
    }

    @Test
    void an_offer_that_needs_approval_says_so_and_closes_the_dialog() {
        FakeOwnership waiting = new FakeOwnership() {
            @Override
            public TransferDetail offer(String catalog, NewTransfer transfer) {
                throw new ApprovalNeeded();
            }
        };
        TransferDialog dialog = new TransferDialog(
                waiting,
                needsApproval,
                "contoso",
                FakeClaims.chips(2),
                () -> waiting.commands().add("done"));
        dialog.open();
        assertThat(text(dialog)).contains("This action requires approval");
        find(TextField.class, dialog).withCaption("To catalog").single().setValue("northwind");
        find(TextField.class, dialog).withCaption("Note").single().setValue("Sold");

        test(find(Button.class, dialog).withText("Request approval").single()).click();

        assertThat(dialog.isOpened()).isFalse();
        assertThat(waiting.commands()).isEmpty();
    }

    @Test
    void unclaiming_says_that_it_needs_approval() {
        ActionDialog dialog = Unclaiming.dialog(api, needsApproval, "contoso", "it", FakeClaims.chips(1), () -> {});
        dialog.open();

        assertThat(text(dialog)).contains("This action requires approval");
        assertThat(find(Button.class, dialog)
                        .withText("Request approval")
                        .single()
                        .isVisible())
                .isTrue();
        assertThat(find(Button.class, dialog).withText("Unclaim").all()).isEmpty();
    }

    @Test
    void unclaiming_many_devices_requires_typing_their_number() {
        ActionDialog dialog = Unclaiming.dialog(
                api,
                noApproval,
                "contoso",
                "12 devices",
                FakeClaims.chips(12),
                () -> api.commands().add("done"));
        dialog.open();
        Button unclaim = find(Button.class, dialog).withText("Unclaim").single();
        find(TextArea.class, dialog).withCaption("Reason").single().setValue("The line is sold");
        assertThat(unclaim.isEnabled()).isFalse();
        find(TextField.class, dialog).withCaption("Number of devices").single().setValue("12");

        test(unclaim).click();

        assertThat(api.commands()).containsExactly("unclaim 12: The line is sold", "done");
        Dialog refusals = find(Dialog.class).all().stream()
                .filter(Dialog::isOpened)
                .findFirst()
                .orElseThrow();
        assertThat(text(refusals)).contains("The device is offered to another catalog. Withdraw the transfer first.");
    }

    @Test
    void the_dialog_shows_the_first_hundred_refused_devices_and_offers_a_file_of_all() {
        UnclaimResult result = api.unclaim("contoso", new UnclaimRequest(FakeClaims.chips(3_000), "Sold"));

        assertThat(text(Unclaiming.refusals(result))).contains("and 2,898 more", "Download all 2,998 devices");
    }

    @Test
    void a_refused_offer_shows_the_reason_in_the_dialog() {
        TransferClient refusing = new FakeOwnership() {
            @Override
            public TransferDetail offer(String catalog, NewTransfer transfer) {
                throw new OperatorProblem(
                        Problem.of(ProblemType.CONFLICT, "Some of the devices are on offer already.", "req-7"));
            }
        };
        TransferDialog dialog = new TransferDialog(refusing, noApproval, "contoso", FakeClaims.chips(2), () -> {});
        dialog.open();
        find(TextField.class, dialog).withCaption("To catalog").single().setValue("northwind");
        find(TextField.class, dialog).withCaption("Note").single().setValue("Sold");
        test(find(Button.class, dialog).withText("Offer").single()).click();

        assertThat(text(dialog)).contains("Some of the devices are on offer already.", "req-7");
        assertThat(dialog.isOpened()).isTrue();
    }

    @Test
    void the_filter_in_the_address_applies_and_all_open_transfers_are_counted() {
        assertThat(text(page("contoso", Role.READER, "to:northwind")))
                .contains("1 transfer to accept or decline · ", " found", "The toaster line was sold")
                .doesNotContain("Ovens of the plant");
        TransfersView invalid = page("contoso", Role.READER, "is:lost");
        assertThat(text(invalid)).contains("This filter cannot be read", "Departed devices");
        assertThat(find(FilterBox.class, invalid).single().getErrorMessage()).contains("Character 4");
        assertThat(find(ExportMenu.class, invalid).all()).isEmpty();
    }

    @Test
    void departed_devices_are_listed_page_by_page() {
        api.scrap(120);
        TransfersView view = page("contoso", Role.READER);
        assertThat(text(view)).contains("The first 100 are shown.");

        test(find(Button.class, view).withText("Show more").single()).click();

        assertThat(text(view)).contains("All 121 are shown.");
        assertThat(find(Anchor.class, view).withText("Audit log").all()).hasSize(121);
        assertThat(find(Anchor.class, view)
                        .withText("Audit log")
                        .all()
                        .getFirst()
                        .getHref())
                .isEqualTo("c/contoso/audit?filter=00000000-0000-0000-0000-000000000004");
    }

    private TransfersView page(String catalog, Role role) {
        return page(catalog, role, "");
    }

    private TransfersView page(String catalog, Role role, String filter) {
        TransfersView view = new TransfersView(
                new SignedIn(new FakeSession(FakeOperatorApi.owner())), api, new FakeProducts(), new FakeExports());
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit(catalog, List.of(role), RouteParameters.empty(), FilterParameter.with(filter, Map.of())));
        return view;
    }

    private static String text(Component view) {
        return view.getElement().getTextRecursively();
    }
}
