/**
 * What a configuration record says of its settings: documentation and default as {@link
 * dms.components.setting.Setting}, and checks of their values. Components build on this package,
 * while {@code dms.components.config}, which reads configurations, builds on components.
 */
package dms.components.setting;
