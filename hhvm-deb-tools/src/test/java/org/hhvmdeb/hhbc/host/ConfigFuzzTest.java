package org.hhvmdeb.hhbc.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.notice.Location;

/** Whatever a configuration says, reading it ends, and what follows on lines of its own is read as ever. */
class ConfigFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void iniIsReadLineByLine(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<Setting> settings = IniFile.parse(text, "f.ini");
        assertThat(settings).allSatisfy(ConfigFuzzTest::assertPlaced);
        String added = "\nhhvm.repo.central.path = \"/a\\\"b\" ; comment\n";
        List<Setting> more = new ArrayList<>(settings);
        more.add(new Setting("hhvm.repo.central.path", "/a\"b", new Location("f.ini", (int)
                (text + added).lines().count())));
        assertThat(IniFile.parse(text + added, "f.ini")).isEqualTo(more);
    }

    @FuzzTest(maxDuration = "10m")
    void hdfIsReadWhateverItsBlocksAre(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<Setting> settings = HdfFile.parse(text, "f.hdf");
        assertThat(settings).allSatisfy(ConfigFuzzTest::assertPlaced);
        List<Setting> more = HdfFile.parse(text + "\nRepo.Central.Path = /x # comment\n", "f.hdf");
        assertThat(more).hasSize(settings.size() + 1);
        assertThat(more.subList(0, settings.size())).isEqualTo(settings);
        assertThat(more.get(settings.size()).name()).endsWith("Repo.Central.Path");
        assertThat(more.get(settings.size()).value()).isEqualTo("/x");
        settings.forEach(s -> assertThat(HdfFile.iniName(s.name())).startsWith("hhvm."));
    }

    private static void assertPlaced(Setting setting) {
        assertThat(setting.name()).isNotBlank();
        assertThat(setting.where().line()).isPositive();
    }
}
