"""tools/check_layers.py on small trees."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import check_layers  # noqa: E402


def problems(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return list(check_layers.problems(Path(folder)))


class CheckLayers(unittest.TestCase):
    def test_accepts_downward_own_and_core_includes(self):
        self.assertEqual(
            problems(
                {
                    "pinna/data/a.h": '#include "pinna/features/b.h"\n#include "pinna/data/c.h"\n',
                    "pinna/data/b.cpp": '#include <vector>\n#include "pinna/core/error.h"\n',
                    "pinna/study/a.cpp": '#include "pinna/audio/waveform.h"\n',
                }
            ),
            [],
        )

    def test_names_line_and_allowed_layers_of_an_upward_include(self):
        self.assertEqual(
            problems({"pinna/audio/a.h": '\n#include "pinna/data/b.h"\n'}),
            ["pinna/audio/a.h:2: audio includes data; allowed: audio, core"],
        )

    def test_keeps_study_and_report_apart(self):
        self.assertEqual(len(problems({"pinna/report/a.cpp": '#include "pinna/study/b.h"\n'})), 1)
        self.assertEqual(len(problems({"pinna/study/a.cpp": '#include "pinna/report/b.h"\n'})), 1)

    def test_refuses_torch_below_models(self):
        found = problems({"pinna/features/a.cpp": "#include <ATen/core/Tensor.h>\n"})
        self.assertEqual(len(found), 1)
        self.assertIn("below models/", found[0])
        self.assertEqual(problems({"pinna/models/a.cpp": "#include <ATen/core/Tensor.h>\n"}), [])

    def test_refuses_the_umbrella_header_in_headers_only(self):
        include = "#include <torch/torch.h>\n"
        self.assertEqual(problems({"pinna/torch_pch.h": include, "pinna/models/a.cpp": include}), [])
        self.assertEqual(len(problems({"pinna/models/a.h": include})), 1)

    def test_asks_for_full_paths(self):
        self.assertEqual(len(problems({"pinna/core/a.cpp": '#include "error.h"\n'})), 1)

    def test_refuses_a_folder_that_is_no_layer(self):
        found = problems({"pinna/utils/a.cpp": "#include <vector>\n"})
        self.assertIn("utils is no layer", found[0])


if __name__ == "__main__":
    unittest.main()
