package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.FormDialog;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The dialogs of actions that need more than a click. Enter in the text field sends them. */
record AlertDialogs(AlertActions actions) {
    private static final int MAX_DAYS = 90;
    private static final int MAX_USER = 200;

    void resolve(List<AlertView> alerts) {
        FormDialog dialog = new FormDialog(text("alerts.resolve.title", alerts.size()), text("alerts.resolve.submit"));
        dialog.put(new Paragraph(text("alerts.resolve.effect", alerts.size())));
        TextField comment = dialog.required("comment", comment(text("alerts.comment.optional")), value -> true, "");
        comment.setRequiredIndicatorVisible(false);
        dialog.onSubmit(() -> actions.resolve(alerts, FormDialog.stripped(comment)))
                .open();
    }

    void suppress(List<AlertView> alerts) {
        FormDialog dialog =
                new FormDialog(text("alerts.suppress.title", alerts.size()), text("alerts.suppress.submit"));
        dialog.put(new Paragraph(text("alerts.suppress.effect", alerts.size())));
        TextField reason = dialog.required("comment", comment(text("alerts.suppress.reason")));
        Select<AlertSilence> length = new Select<>();
        length.setLabel(text("alerts.suppress.for"));
        length.setItems(AlertSilence.values());
        length.setItemLabelGenerator(AlertSilence::words);
        length.setValue(AlertSilence.DAY);
        length.setWidthFull();
        dialog.put(length);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        DatePicker until = new DatePicker(text("alerts.suppress.until"));
        until.setI18n(TimeText.datePicker());
        until.setMin(today.plusDays(1));
        until.setMax(today.plusDays(MAX_DAYS - 1));
        until.setVisible(false);
        dialog.field(
                "until",
                until,
                day -> day != null && day.isAfter(today) && day.isBefore(today.plusDays(MAX_DAYS)),
                text("alerts.suppress.rule"));
        length.addValueChangeListener(change -> until.setVisible(change.getValue() == AlertSilence.DATE));
        dialog.when(() -> true, length);
        dialog.onSubmit(() -> actions.suppress(
                        alerts,
                        FormDialog.stripped(reason),
                        length.getValue() == AlertSilence.DATE
                                ? TimeText.begin(until.getValue())
                                : Instant.now().plus(length.getValue().length())))
                .open();
    }

    void assign(List<AlertView> alerts) {
        FormDialog dialog = new FormDialog(text("alerts.assign.title", alerts.size()), text("alerts.assign"));
        TextField user = new TextField(text("alerts.assign.user"));
        user.setHelperText(text("alerts.assign.user.hint"));
        user.setMaxLength(MAX_USER);
        dialog.required("assignee", user);
        dialog.onSubmit(() -> actions.assign(alerts, FormDialog.stripped(user))).open();
    }

    void comment(List<AlertView> alerts) {
        FormDialog dialog = new FormDialog(text("alerts.comment.add-to", alerts.size()), text("alerts.comment.add"));
        TextField comment = dialog.required("comment", comment(text("alerts.comment")));
        dialog.onSubmit(() -> actions.comment(alerts, FormDialog.stripped(comment)))
                .open();
    }

    private static TextField comment(String label) {
        TextField comment = new TextField(label);
        comment.setMaxLength(AlertActions.MAX_COMMENT);
        return comment;
    }
}
