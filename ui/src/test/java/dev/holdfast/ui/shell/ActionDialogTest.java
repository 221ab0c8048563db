package dev.holdfast.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.ui.component.ApprovalNeeded;
import dev.holdfast.ui.component.SkippedDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The dialog that asks for a reason before an action. */
class ActionDialogTest extends BrowserlessTest {
    private static final String REASON = "A truck was stolen";

    private final List<String> done = new ArrayList<>();

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void a_reason_that_could_not_be_sent_is_kept_until_it_is_sent() {
        write(open("Block", ActionDialogTest::confirmFirst), REASON);
        click("Do it");

        assertThat(reason(open("Unblock", done::add))).isEmpty();
        assertThat(reason(open("Block", done::add))).isEqualTo(REASON);
        click("Do it");

        assertThat(done).containsExactly(REASON);
        assertThat(reason(open("Block", done::add))).isEmpty();
    }

    @Test
    void a_cancelled_action_forgets_its_reason() {
        write(open("Block", ActionDialogTest::confirmFirst), REASON);
        click("Do it");
        click("Cancel");

        assertThat(reason(open("Block", done::add))).isEmpty();
    }

    @Test
    void devices_left_out_of_an_approval_request_are_listed() {
        DeviceId device = DeviceId.parse("5a".repeat(64));
        write(
                open("Block", reason -> {
                    throw new ApprovalNeeded(List.of(device));
                }),
                REASON);
        click("Do it");

        assertThat(find(ActionDialog.class).all()).isEmpty();
        assertThat(find(SkippedDevices.class).single().getElement().getTextRecursively())
                .contains("once an approver approves", device.shortText(), "no such device");
    }

    /** An action that fails because it requires a new sign-in. */
    private static void confirmFirst(String reason) {
        throw new IllegalStateException("Confirm who you are");
    }

    /** Opens a dialog on a page without other dialogs, as after a reload. */
    private ActionDialog open(String title, Consumer<String> action) {
        find(ActionDialog.class).all().forEach(ActionDialog::close);
        ActionDialog dialog = new ActionDialog(title, "It is refused.", "Do it", action)
                .onFailure(failure -> new Span(failure.toString()));
        dialog.open();
        return dialog;
    }

    private void write(ActionDialog dialog, String reason) {
        test(find(TextArea.class, dialog).single()).setValue(reason);
    }

    private String reason(ActionDialog dialog) {
        return find(TextArea.class, dialog).single().getValue();
    }

    private void click(String words) {
        test(find(Button.class).withText(words).single()).click();
    }
}
