package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.OrderedList;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import dev.holdfast.ui.component.Styled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Edits the phases of a rollout. The last phase opens all devices of the group and cannot be removed. */
final class PhasesEditor extends Div {
    private static final int PERCENT_OF_NEW = 50;
    private static final int SOAK = 24 * 60;
    private static final int SUCCESS = 95;

    private final OrderedList list = Styled.as("hf-phase-form hf-phase-rows", new OrderedList());
    private final List<PhaseFields> phases = new ArrayList<>();
    private final Map<PhaseFields, Button> removers = new HashMap<>();
    private final Button more = new Button(text("phase-form.add"), clicked -> addBeforeLast());
    private final int open;
    private final transient Runnable changed;

    /**
     * Makes an editor.
     *
     * @param begin the first values; the last phase opens all devices
     * @param open the number of open phases, which cannot be changed
     * @param changed runs on each change
     */
    PhasesEditor(List<NewPhase> begin, int open, Runnable changed) {
        this.open = open;
        this.changed = changed;
        for (int index = 0; index < begin.size(); index++) {
            phases.add(fields(begin.get(index), index == begin.size() - 1));
        }
        more.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        add(list, more);
        show();
    }

    private PhaseFields fields(NewPhase phase, boolean last) {
        return new PhaseFields(phase, last, changed);
    }

    private void addBeforeLast() {
        phases.add(
                phases.size() - 1, fields(new NewPhase(PERCENT_OF_NEW, null, null, null, SOAK, SUCCESS, false), false));
        show();
        changed.run();
    }

    private void remove(PhaseFields phase) {
        phases.remove(phase);
        removers.remove(phase);
        show();
        // The button with the focus is gone.
        more.focus();
        changed.run();
    }

    private void show() {
        list.removeAll();
        for (int index = 0; index < phases.size(); index++) {
            PhaseFields phase = phases.get(index);
            int number = open + index + 1;
            boolean last = index == phases.size() - 1;
            phase.number(number, last ? null : remover(phase, number));
            list.add(phase);
        }
        more.setEnabled(open + phases.size() < NewRollout.MAX_PHASES);
    }

    private Button remover(PhaseFields phase, int number) {
        Button remove = removers.computeIfAbsent(
                phase, fields -> Styled.small(text("phase-form.remove"), () -> remove(fields)));
        remove.setAriaLabel(text("phase-form.remove-named", number));
        return remove;
    }

    boolean isValid() {
        return phases.stream().allMatch(PhaseFields::isValid);
    }

    /** Returns the phases; only if {@link #isValid}. */
    List<NewPhase> phases() {
        return phases.stream().map(PhaseFields::phase).toList();
    }
}
