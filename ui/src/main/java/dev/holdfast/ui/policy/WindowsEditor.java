package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.OrderedList;
import dev.holdfast.ui.component.Styled;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Edits the weekly windows of an update policy. */
final class WindowsEditor extends Div {
    /** A policy may have 28 windows a week, and a window may be on seven days. */
    private static final int MAX_WINDOWS = 4;

    private static final UpdateForm.Window NIGHTS =
            new UpdateForm.Window(List.of(DayOfWeek.values()), "22:00", "05:00");

    private final OrderedList list = Styled.as("hf-phase-form", new OrderedList());
    private final List<WindowFields> windows = new ArrayList<>();
    private final Map<WindowFields, Button> removers = new HashMap<>();
    private final Button more = new Button(text("update-form.window.add"), clicked -> addNights());
    private final transient Runnable changed;

    /** Makes an editor without windows; {@code changed} runs on each change by the user. */
    WindowsEditor(Runnable changed) {
        this.changed = changed;
        more.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        add(Styled.note(text("update-form.windows.hint")), list, more);
    }

    /** Shows windows, without running {@code changed}. */
    void show(List<UpdateForm.Window> shown) {
        windows.clear();
        removers.clear();
        shown.forEach(window -> windows.add(new WindowFields(window, changed)));
        number();
    }

    private void addNights() {
        windows.add(new WindowFields(NIGHTS, changed));
        number();
        changed.run();
    }

    private void remove(WindowFields window) {
        windows.remove(window);
        removers.remove(window);
        number();
        // The button with the focus is gone.
        more.focus();
        changed.run();
    }

    private void number() {
        list.removeAll();
        for (int index = 0; index < windows.size(); index++) {
            WindowFields window = windows.get(index);
            window.number(index + 1, remover(window, index + 1));
            list.add(window);
        }
        more.setEnabled(windows.size() < MAX_WINDOWS);
    }

    private Button remover(WindowFields window, int number) {
        Button remove = removers.computeIfAbsent(
                window, fields -> Styled.small(text("update-form.window.remove"), () -> remove(fields)));
        remove.setAriaLabel(text("update-form.window.remove-named", number));
        return remove;
    }

    boolean isValid() {
        return windows.stream().allMatch(WindowFields::isValid);
    }

    List<UpdateForm.Window> windows() {
        return windows.stream().map(WindowFields::window).toList();
    }
}
