package org.hhvmdeb.hhbc.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.HhvmDebException;

/**
 * HHVM's options, gathered as HHVM does: a file that ends in {@code .ini} is INI, any other HDF; later files win over
 * earlier ones, the command line over files, HDF over INI. Names are those of INI here.
 */
public final class HhvmConfig {

    private static final String PREFIX = "hhvm.";
    /** Nodes that only HHVM has, so that a name without the prefix is a slip and none of PHP's own options. */
    private static final Pattern HHVMS_OWN = Pattern.compile("(?:repo|server|admin_server|eval)\\..*|jit(?:_.*)?");

    private static final Pattern HDF_BLOCK = Pattern.compile("(?m)^[ \\t]*[\\w.]+[ \\t]*\\{[ \\t\\r]*$");

    private static final Set<String> FALSE = Set.of("", "0", "off", "no", "false", "none");

    private final List<Setting> all = new ArrayList<>();
    private final Map<String, Setting> ini = new HashMap<>();
    private final Map<String, Setting> hdf = new HashMap<>();
    private final List<Setting> withoutPrefix = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> misnamed = new ArrayList<>();

    private HhvmConfig() {}

    /** Reads the files a service is started with, and the options on its command line. */
    public static HhvmConfig of(HostRoot root, HhvmService service) throws HhvmDebException {
        return of(root, service, UnaryOperator.identity());
    }

    /** The same, were every setting in an INI file what it is edited to. */
    public static HhvmConfig of(HostRoot root, HhvmService service, UnaryOperator<Setting> edit)
            throws HhvmDebException {
        HhvmConfig config = new HhvmConfig();
        for (String file : service.options().configs()) {
            Optional<String> text = root.text(service.absolute(file));
            if (text.isEmpty()) {
                config.missing.add(file);
            } else if (file.endsWith(".ini")) {
                config.addIni(IniFile.parse(text.get(), file).stream().map(edit).toList());
                if (HDF_BLOCK.matcher(text.get()).find()) {
                    config.misnamed.add(file);
                }
            } else {
                config.addHdf(HdfFile.parse(text.get(), file));
                if (HdfFile.parse(text.get(), file).stream()
                        .anyMatch(s -> s.name().startsWith(PREFIX))) {
                    config.misnamed.add(file);
                }
            }
        }
        config.addIni(service.options().ini());
        config.addHdf(service.options().hdf());
        return config;
    }

    private void addIni(List<Setting> settings) {
        for (Setting setting : settings) {
            if (setting.name().startsWith(PREFIX)) {
                ini.put(setting.name(), setting);
                all.add(setting);
            } else if (HHVMS_OWN.matcher(setting.name()).matches()) {
                withoutPrefix.add(setting);
            }
        }
    }

    private void addHdf(List<Setting> settings) {
        for (Setting setting : settings) {
            hdf.put(HdfFile.iniName(setting.name()), setting);
            all.add(new Setting(HdfFile.iniName(setting.name()), setting.value(), setting.where()));
        }
    }

    /** Every place that sets an option, in the order in which HHVM reads them. */
    public List<Setting> every(String name) {
        return all.stream().filter(s -> s.name().equals(name)).toList();
    }

    /** An option that is given and not empty. */
    public Optional<Setting> get(String name) {
        return given(name).filter(s -> !s.value().isEmpty());
    }

    private Optional<Setting> given(String name) {
        return Optional.ofNullable(hdf.get(name)).or(() -> Optional.ofNullable(ini.get(name)));
    }

    /** A switch. */
    public boolean isOn(String name, boolean unset) {
        return given(name)
                .map(s -> !FALSE.contains(s.value().toLowerCase(Locale.ROOT)))
                .orElse(unset);
    }

    /** Options of HHVM's in INI files that HHVM ignores for want of the prefix. */
    public List<Setting> withoutPrefix() {
        return List.copyOf(withoutPrefix);
    }

    /** Files that are named and are not there. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** INI files without the ending, and HDF files with it. */
    public List<String> misnamed() {
        return List.copyOf(misnamed);
    }
}
