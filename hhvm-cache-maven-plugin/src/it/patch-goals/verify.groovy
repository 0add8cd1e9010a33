assert new File(basedir, 'target/forecast/forecast.html').text.contains('HHVM-3.18.6')
assert new File(basedir, 'target/patch-reports/patches.xml').text.contains('<testcase')
assert ['diff', '-r', "$basedir/untouched", "$basedir/source"].execute().waitFor() == 0

def changelog = new File(basedir, 'debian/changelog').text
assert changelog.startsWith('hhvm (3.18.6+dfsg1-1) UNRELEASED')
assert changelog.contains('Rebase patches onto HHVM-3.18.6')

def log = new File(basedir, 'build.log').text
assert log.contains('HHVM-3.18.6: ')
assert log.contains('patch applied') || log.contains('patches applied')
assert log.contains('patch unapplied') || log.contains('patches unapplied')
true
