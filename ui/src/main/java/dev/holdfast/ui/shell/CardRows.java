package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import java.util.function.Function;

/** The rows of a list as cards. */
public final class CardRows<T> extends GrowingRows<T> {
    /** The number of cards shown at first and added each time. */
    public static final int PAGE = 50;

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
    Component change(Component component, T row) {
        return make(row);
    }
}
