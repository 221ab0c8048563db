package dev.holdfast.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.Problem.FieldError;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.ApprovalNeeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A dialog with validated fields. */
class FormDialogTest extends BrowserlessTest {
    private final List<String> done = new ArrayList<>();
    private final FormDialog dialog = new FormDialog("Create product", "Create");
    private final TextField name = dialog.required(
            "name", new TextField("Name"), text -> text.matches("[A-Z][a-z]{2,8}"), "3 letters or more");

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void blanks_around_a_name_are_trimmed() {
        open(() -> done.add(FormDialog.stripped(name)));

        test(name).setValue("  Toaster ");
        test(button()).click();

        assertThat(done).containsExactly("Toaster");
        assertThat(dialog.isOpened()).isFalse();
    }

    @Test
    void an_invalid_value_is_shown_at_the_field() {
        open(() -> done.add("sent"));
        test(name).setValue("t");

        assertThat(button().isEnabled()).isFalse();
        assertThat(name.isInvalid()).isTrue();
        assertThat(name.getErrorMessage()).isEqualTo("3 letters or more");
    }

    @Test
    void an_api_error_is_shown_at_the_field_that_it_names() {
        open(() -> {
            throw refusal(List.of(new FieldError("name", "is reserved")));
        });
        submit();

        assertThat(dialog.isOpened()).isTrue();
        assertThat(name.isInvalid()).isTrue();
        assertThat(name.getErrorMessage()).isEqualTo("Is reserved");
        assertThat(dialog.getElement().getTextRecursively()).doesNotContain("is reserved");
        assertThat(find(Notification.class).all()).isEmpty();
    }

    @Test
    void other_api_errors_are_shown_below_the_fields_and_the_input_stays() {
        open(() -> {
            throw refusal(List.of());
        });
        submit();

        assertThat(dialog.getElement().getTextRecursively()).contains("Another product has this name.");
        assertThat(name.getValue()).isEqualTo("Toaster");
        assertThat(find(Notification.class).all()).isEmpty();
        assertThat(button().isEnabled()).isTrue();
    }

    @Test
    void an_approval_request_closes_the_dialog_with_a_notification() {
        open(() -> {
            throw new ApprovalNeeded();
        });
        submit();

        assertThat(dialog.isOpened()).isFalse();
        assertThat(find(Notification.class).all()).hasSize(1);
    }

    private static OperatorProblem refusal(List<FieldError> errors) {
        Problem conflict = Problem.of(ProblemType.CONFLICT, "Another product has this name.", "req-1");
        return new OperatorProblem(new Problem(
                conflict.type(), conflict.title(), conflict.status(), conflict.detail(), conflict.requestId(), errors));
    }

    private void open(Runnable action) {
        dialog.onSubmit(action);
        dialog.open();
        assertThat(button().isEnabled()).isFalse();
    }

    private void submit() {
        test(name).setValue("Toaster");
        test(button()).click();
    }

    private Button button() {
        return find(Button.class).withText("Create").single();
    }
}
