package dev.holdfast.ui.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.feed.OsWithdrawal.ReferenceValues;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.fake.FakeFeeds;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeOwnership;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of OS feeds and releases, without a browser. */
class FeedsPageTest extends BrowserlessTest {
    /** Index of the column with the buttons. Without buttons, this is the number of columns. */
    private static final int ACTIONS = 6;

    private final FakeFeeds feeds = new FakeFeeds(new FakeFleet());
    private final FakeOwnership ownership = new FakeOwnership();

    @TempDir
    private Path folder;

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void an_installation_owner_promotes_a_release() {
        OsFeedsView view = page(true);
        assertThat(rows(view))
                .extracting(row -> text(row.getHeaderCells().getFirst()))
                .containsExactly("26.10", "26.09", "26.08");

        test(button(actions(view, 0), "Promote…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(dialog.getHeaderTitle()).isEqualTo("Promote 26.10 for MT3620AN to Retail");
        assertThat(text(dialog)).contains("in all catalogs");
        test(button(dialog, "Promote")).click();

        assertThat(feeds.commands()).containsExactly("promote 26.10");
    }

    @Test
    void withdrawing_a_release_needs_a_reason_and_a_decision_about_trust() {
        OsFeedsView view = page(true);

        test(button(actions(view, 1), "Withdraw…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        Button withdraw = button(dialog, "Withdraw");
        assertThat(withdraw.isEnabled()).isFalse();
        chooseRetirement(dialog);
        find(TextArea.class, dialog).single().setValue("It bricks the early boards");
        test(withdraw).click();

        assertThat(feeds.commands()).containsExactly("withdraw 26.09 RETIRE: It bricks the early boards");
    }

    @Test
    void a_withdrawn_release_has_no_buttons() {
        assertThat(find(Button.class, actions(page(true), 2)).all()).isEmpty();
    }

    @Test
    void other_users_see_releases_without_buttons() {
        OsFeedsView view = page(false);

        assertThat(rows(view)).hasSize(3);
        assertThat(rows(view).getFirst().getChildren()).hasSize(ACTIONS);
        assertThat(find(Anchor.class, view).all()).isEmpty();
        assertThat(text(release(false))).contains("Only installation owners can release an OS");
    }

    @Test
    void uploaded_images_are_released_for_the_part_of_endorsed_chips() {
        ReleaseView view = release(true);
        ReleaseView.ReleaseForm form = find(ReleaseView.ReleaseForm.class, view).single();
        assertThat(button(form, "Release…").isEnabled()).isFalse();
        assertThat(part(form).getValue()).isEqualTo("MT3620AN");

        form.take("a.imagepackage", file(1));
        form.take("b.imagepackage", file(1));
        assertThat(text(form)).contains("OneBl", "PlutonRuntime");
        test(button(form, "Release…")).click();
        test(button(find(ActionDialog.class).single(), "Release to RetailEval")).click();

        assertThat(feeds.commands()).containsExactly("release 2 for MT3620AN into RetailEval AUTOMATIC");
    }

    @Test
    void untrusted_images_and_incomplete_releases_are_refused() {
        ReleaseView.ReleaseForm form =
                find(ReleaseView.ReleaseForm.class, release(true)).single();

        form.take("bad.imagepackage", file(0));
        assertThat(text(form))
                .contains("bad.imagepackage was not uploaded.", "No trusted silicon manufacturer signed this image");

        form.take("a.imagepackage", file(1));
        test(button(form, "Release…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        test(button(dialog, "Release to RetailEval")).click();
        assertThat(text(dialog)).contains("no image of type RootFs");
        assertThat(dialog.isOpened()).isTrue();
    }

    @Test
    void a_part_that_no_endorsed_chip_has_is_released_only_after_a_warning() {
        ReleaseView.ReleaseForm form =
                find(ReleaseView.ReleaseForm.class, release(true)).single();
        form.take("a.imagepackage", file(1));
        form.take("b.imagepackage", file(1));

        part(form).setValue("MT3620");

        assertThat(part(form).getHelperText()).isEqualTo("No endorsed chip has the part MT3620. Check the spelling.");
        test(button(form, "Release…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains("No endorsed chip has the part MT3620.");
        test(button(dialog, "Release to Retail")).click();
        assertThat(feeds.commands()).containsExactly("release 2 for MT3620 into Retail null");
    }

    @Test
    void each_refused_file_keeps_its_message_until_it_is_uploaded() {
        ReleaseView.ReleaseForm form =
                find(ReleaseView.ReleaseForm.class, release(true)).single();

        form.take("bad.imagepackage", file(0));
        form.take("worse.imagepackage", file(0));
        form.take("a.imagepackage", file(1));
        assertThat(text(form)).contains("bad.imagepackage was not uploaded.", "worse.imagepackage was not uploaded.");

        form.take("bad.imagepackage", file(1));
        assertThat(text(form))
                .contains("worse.imagepackage was not uploaded.")
                .doesNotContain("bad.imagepackage was not uploaded.");
    }

    /** Returns a file with a number of bytes. */
    private File file(int length) {
        try {
            return Files.write(Files.createTempFile(folder, "image", ""), new byte[length])
                    .toFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private ComboBox<String> part(ReleaseView.ReleaseForm form) {
        return find(ComboBox.class, form).single();
    }

    /** Opens the page of OS feeds, for an owner of the installation or for another person. */
    private OsFeedsView page(boolean owner) {
        return show(new OsFeedsView(signedIn(owner), feeds));
    }

    /** Opens the page that releases an operating system. */
    private ReleaseView release(boolean owner) {
        ReleaseView view = new ReleaseView(signedIn(owner), feeds, feeds, ownership);
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(visit());
        return view;
    }

    private static OsFeedsView show(OsFeedsView view) {
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(visit());
        return view;
    }

    private static Visit visit() {
        return new Visit("contoso", List.of(Role.OWNER), RouteParameters.empty(), QueryParameters.empty());
    }

    private static SignedIn signedIn(boolean owner) {
        return new SignedIn(new FakeSession(new Me(
                "olivia", "olivia", owner, List.of(new Membership("contoso", "Contoso Appliances", Role.OWNER)))));
    }

    private Component actions(OsFeedsView view, int row) {
        return rows(view).get(row).getChildren().toList().get(ACTIONS);
    }

    @SuppressWarnings("unchecked")
    private void chooseRetirement(ActionDialog dialog) {
        find(RadioButtonGroup.class, dialog).single().setValue(ReferenceValues.RETIRE);
    }

    private Button button(Component view, String text) {
        return find(Button.class, view).withText(text).single();
    }

    private List<NativeTableRow> rows(OsFeedsView view) {
        return find(RowTable.class, view).single().getBody().getRows();
    }

    private static String text(Component view) {
        return view.getElement().getTextRecursively();
    }
}
