package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import java.util.function.Function;

/** The rows of a list as cards. */
public final class CardRows<T> extends GrowingRows<T> {
    /** The number of cards shown at first and added each time. */
    public static final int PAGE = 50;

    /** A card that shows a changed row in place, so that it keeps the focus. */
    public interface Card<T> {
        void show(T row);
    }

    private final OrderedList cards = new OrderedList();
    private final transient Function<T, Component> card;

    public CardRows(Function<T, Object> id, Function<T, Component> card) {
        super(PAGE, id);
        this.card = card;
        cards.addClassName("hf-approvals");
    }

    @Override
    OrderedList body() {
        return cards;
    }

    @Override
    Component list() {
        return cards;
    }

    @Override
    Component make(T row) {
        return new ListItem(card.apply(row));
    }

    @Override
    @SuppressWarnings("unchecked") // the cards of this list show its rows
    Component change(Component component, T row) {
        if (component.getChildren().findFirst().orElse(null) instanceof Card<?> card) {
            ((Card<T>) card).show(row);
            return component;
        }
        return make(row);
    }
}
