package io.github.jobtide.mixin;

/** Makes files for an inventory; the one door of this module. */
public record Mixin(Settings settings, Inventory inventory) {
    public Mixin {
        settings = settings.over(inventory);
    }

    /** Rules, their unit tests (of real times alone), and an example for Alertmanager. */
    public GeneratedFiles rules() {
        InventoryAlerts made = InventoryAlerts.of(inventory);
        GeneratedFiles rules = new RuleFiles(settings, made).files().and(new AlertmanagerFiles(settings).files());
        return settings.times().isReal() ? rules.and(new TestFiles(settings, made).files(inventory, made)) : rules;
    }
}
