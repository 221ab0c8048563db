package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.VaadinSession;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.ui.component.ShortIds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Confirms an action: shows its effect, asks for a reason and runs it. After a failure, a reopened dialog has the reason again. */
public class ActionDialog extends FormDialog {
    private final TextArea reason = new TextArea(text("action-dialog.reason"));
    private final TextField confirmation = new TextField();
    private final UnsentReasons unsent = UnsentReasons.ofSession();
    private final String key;

    /**
     * Makes a dialog.
     *
     * @param title the action, such as {@code Roll back}
     * @param effect the action's effect, in one line
     * @param verb the button's text
     * @param action runs the action with the reason
     */
    public ActionDialog(String title, String effect, String verb, Consumer<String> action) {
        this(title, List.of(effect), verb, action);
    }

    public ActionDialog(String title, List<String> effects, String verb, Consumer<String> action) {
        super(title, verb);
        UI ui = UI.getCurrent();
        key = (ui == null ? "" : ui.getActiveViewLocation().getPath()) + " " + title;
        confirmation.setValueChangeMode(ValueChangeMode.EAGER);
        confirmation.setVisible(false);
        confirmation.setWidthFull();
        put(words(effects), confirmation);
        required("reason", reason);
        reason.setMaxLength(Reason.MAX_LENGTH);
        reason.setHelperText(text("action-dialog.reason.hint"));
        reason.setValue(unsent.getOrDefault(key, ""));
        onSubmit(() -> action.accept(reason.isVisible() ? oneLine() : ""));
    }

    private static Component words(List<String> effects) {
        if (effects.size() == 1) {
            return new Paragraph(ShortIds.in(effects.getFirst()));
        }
        UnorderedList list = new UnorderedList();
        effects.forEach(effect -> list.add(new ListItem(ShortIds.in(effect))));
        return list;
    }

    /** Returns the reason as one line, as logs require. */
    private String oneLine() {
        return stripped(reason).replaceAll("\\s+", " ");
    }

    /** Adds components between the effect and the reason. */
    public ActionDialog with(Component... components) {
        putBefore(confirmation, components);
        return this;
    }

    /** Shows a component above the effect, such as a preview. */
    public ActionDialog showing(Component component) {
        first(component);
        return this;
    }

    /** Requires typing the number of affected items, so that no single click affects thousands. */
    public ActionDialog counting(int affected, String label) {
        return confirming(Integer.toString(affected), label);
    }

    /** Requires typing a word, so that no single click has an effect that cannot be undone. */
    public ActionDialog confirming(String word, String label) {
        confirmation.setLabel(label);
        confirmation.setHelperText(text("action-dialog.confirm", word));
        confirmation.setRequired(true);
        confirmation.setVisible(true);
        super.when(() -> confirmation.getValue().strip().equals(word), confirmation);
        reason.setAutofocus(false);
        confirmation.setAutofocus(true);
        return this;
    }

    /** Allows a comment, which may be longer than a reason. */
    public ActionDialog commenting() {
        reason.setMaxLength(Reason.MAX_COMMENT);
        return this;
    }

    public ActionDialog withoutReason() {
        reason.setVisible(false);
        return this;
    }

    @Override
    public ActionDialog when(BooleanSupplier condition, HasValue<?, ?>... fields) {
        super.when(condition, fields);
        return this;
    }

    @Override
    public ActionDialog onFailure(Function<RuntimeException, Component> words) {
        super.onFailure(words);
        return this;
    }

    @Override
    public ActionDialog withApproval(boolean needsApproval) {
        super.withApproval(needsApproval);
        return this;
    }

    @Override
    public ActionDialog dangerous() {
        super.dangerous();
        return this;
    }

    @Override
    protected void leave() {
        unsent.remove(key);
        super.leave();
    }

    @Override
    protected void beforeFailure() {
        unsent.put(key, reason.getValue());
    }

    /**
     * The newest 20 reasons that could not be sent, by path of the page and title of the dialog. They survive a confirmation of the
     * identity, which leaves the page.
     */
    private static final class UnsentReasons extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;
        private static final int MAX = 20;

        private static UnsentReasons ofSession() {
            VaadinSession session = VaadinSession.getCurrent();
            UnsentReasons known = session == null ? null : session.getAttribute(UnsentReasons.class);
            UnsentReasons texts = known == null ? new UnsentReasons() : known;
            if (session != null) {
                session.setAttribute(UnsentReasons.class, texts);
            }
            return texts;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX;
        }
    }
}
