package dev.holdfast.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides exactly as its policy does, many times over: what rules say of the items of a list is remembered by the list, and
 * most devices of a fleet measure the same. Rules that look at more than an item are evaluated each time. Not thread-safe;
 * remembers a bounded number of lists.
 */
public final class RepeatedDecisions {
    private static final int MAX_LISTS = 4096;

    private final CompiledPolicy policy;
    private final Map<List<?>, Known> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<?>, Known> eldest) {
            return size() > MAX_LISTS;
        }
    };

    /** What each rule says of a list's items, and the list as conditions want it. */
    private record Known(List<List<Hit>> hits, Object widened) {}

    /** Decides by a policy. */
    public RepeatedDecisions(CompiledPolicy policy) {
        this.policy = policy;
    }

    /** Decides, as {@link CompiledPolicy#decide}. */
    public Decision decide(Map<String, Object> facts) {
        Map<String, Known> known = HashMap.newHashMap(1);
        Map<String, Object> widened = HashMap.newHashMap(facts.size());
        List<Hit> hits = new ArrayList<>();
        List<CompiledRule> rules = policy.rules();
        for (int i = 0; i < rules.size(); i++) {
            CompiledRule rule = rules.get(i);
            String list = rule.decidesByItemsOf();
            if (list != null && facts.get(list) instanceof List<?> items) {
                hits.addAll(known.computeIfAbsent(list, name -> ofItems(name, items))
                        .hits()
                        .get(i));
            } else {
                if (widened.isEmpty()) {
                    facts.forEach((name, value) -> {
                        Known already = known.get(name);
                        widened.put(name, already == null ? Facts.widened(value) : already.widened());
                    });
                }
                rule.evaluate(widened, hits);
            }
        }
        return policy.decision(hits);
    }

    /** Nothing is said by rules that look at more than the items. */
    private Known ofItems(String list, List<?> items) {
        Known found = remembered.get(items);
        if (found == null) {
            Object widened = Facts.widened(items);
            Map<String, Object> alone = Map.of(list, widened);
            List<List<Hit>> all = new ArrayList<>();
            for (CompiledRule rule : policy.rules()) {
                List<Hit> hits = new ArrayList<>();
                if (list.equals(rule.decidesByItemsOf())) {
                    rule.evaluate(alone, hits);
                }
                all.add(List.copyOf(hits));
            }
            found = new Known(all, widened);
            remembered.put(new ArrayList<>(items), found);
        }
        return found;
    }
}
