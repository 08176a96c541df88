"""Texts of the verbs: files, locks, versions, keys."""

from __future__ import annotations

from openpcf.messages.text import Text

TEXTS = {
    "CHILD_DECLARED_UNIT": Text(
        "{supplier}: the declaration is of “{found}”: no declared unit that can be counted.",
        "{supplier}：声明单位为“{found}”，无法计量。",
        "Ask {supplier} for a version with a declared unit, such as {expected}.",
        "请 {supplier} 提供具有声明单位（如 {expected}）的版本。",
    ),
    "CHILD_UNIT_DIFFERS": Text(
        "{place}: {found} is entered, the declaration of {supplier} is in {expected}.",
        "{place}：此处填写的单位为 {found}，而 {supplier} 的声明以 {expected} 计。",
        "Enter quantity and unit of one piece of the bill in {expected}, or leave both blank.",
        "请以 {expected} 填写清单中单件对应的数量和单位，或将二者留空。",
    ),
    "FILE_MISSING": Text(
        "There is no file or folder {place}.",
        "文件或文件夹 {place} 不存在。",
        "Check the name and the folder you are in.",
        "请检查名称及当前所在文件夹。",
    ),
    "FILE_IS_FOLDER": Text(
        "{place} is a folder; a file is needed here.",
        "{place} 是文件夹，此处需要文件。",
        "Name the file itself.",
        "请指定具体文件。",
    ),
    "FILE_UNREADABLE": Text(
        "{place} can't be read: {found}.",
        "无法读取 {place}：{found}。",
        "Check the rights of the file, and that no other program holds it.",
        "请检查文件权限，并确认未被其他程序占用。",
    ),
    "FILE_TOO_LARGE": Text(
        "{place} has {found} bytes; at most {expected} are read.",
        "{place} 大小为 {found} 字节，最多读取 {expected} 字节。",
        "Check that this is the right file; split it if it is.",
        "请确认文件是否正确；如正确，请拆分。",
    ),
    "SIGN_UNCHANGED": Text(
        "{place}: nothing changed since {found}; it is not signed a second time.",
        "{place}：自 {found} 以来没有变化，不再次签名。",
        "`openpcf history --out FILE` writes {found} again.",
        "`openpcf history --out FILE` 可再次写出 {found}。",
    ),
    "SIGNED_DRAFT": Text(
        "The declaration says purpose {found}; a buyer's policy may refuse it.",
        "声明的用途为 {found}；采购方的规则可能拒绝接受。",
        "For a buyer set 'purpose' in the study ({expected}) and sign the next version with --reason.",
        "如需提交给采购方，请在研究中将 'purpose' 改为 {expected} 之一，并以 --reason 签署下一版本。",
    ),
    "FILE_EXISTS": Text(
        "{place} exists already and is left as it is.",
        "{place} 已存在，未作改动。",
        "Name another place, or move the old one away first.",
        "请指定其他位置，或先移走原有文件。",
    ),
    "FILE_NOT_WRITTEN": Text(
        "{place} could not be written: {found}.",
        "无法写入 {place}：{found}。",
        "Check the rights and the free space of that folder.",
        "请检查该文件夹的权限与剩余空间。",
    ),
    "STUDY_NOT_FOUND": Text(
        "{place} is no study: found {found}.",
        "{place} 不是研究文件：实为 {found}。",
        "Name a folder with study.yaml or a workbook (.xlsx, .ods) made by `openpcf init`.",
        "请指定含 study.yaml 的文件夹，或由 `openpcf init` 生成的工作簿（.xlsx、.ods）。",
    ),
    "STUDY_FORM": Text(
        "A study can't be written as {place} ({found}).",
        "研究不能写成 {place}（{found}）。",
        "Name a workbook that ends in {expected}, or a folder.",
        "请指定以 {expected} 结尾的工作簿，或一个文件夹。",
    ),
    "STUDY_IN_THE_WAY": Text(
        "{place} is a file of the study itself and is left as it is.",
        "{place} 是研究自身的文件，未作改动。",
        "Name another place for the result.",
        "请为结果指定其他位置。",
    ),
    "STUDY_FAULTS": Text(
        "{place} has {found} faults that must be mended first.",
        "{place} 有 {found} 处错误，须先更正。",
        "Each is listed with its place.",
        "各处错误及其位置均已列出。",
    ),
    "STUDY_FIELD_NEEDED": Text(
        "The study does not say {place}.",
        "研究中未填写 {place}。",
        "Enter it in study.yaml or on the sheet “Study”.",
        "请在 study.yaml 或“Study”工作表中填写。",
    ),
    "LOCK_DIFFERS": Text(
        "{place} is pinned to {expected}, but {found} is here now.",
        "{place} 已锁定为 {expected}，而当前为 {found}。",
        "Restore what was pinned, or take what is here now: `openpcf calculate STUDY --update-lock`; `openpcf compare` shows what moved.",
        "请恢复被锁定的内容，或采用当前内容：`openpcf calculate 研究 --update-lock`；可用 `openpcf compare` 查看变动。",
    ),
    "LOCK_NEW": Text(
        "{place}: figures of the study rest on this table, and study.lock does not know it.",
        "{place}：研究结果用到了该因子表，而 study.lock 中没有它。",
        "Where it is meant, take it: `openpcf calculate STUDY --update-lock`; else remove the table from factors/; `openpcf compare` shows what moved.",
        "若属有意，请采用：`openpcf calculate 研究 --update-lock`；否则请从 factors/ 中移除该表；可用 `openpcf compare` 查看变动。",
    ),
    "GAPS_FORM": Text(
        "{place} is no gaps workbook as `openpcf match --gaps` writes it: {expected} is missing.",
        "{place} 不是 `openpcf match --gaps` 生成的缺口工作簿：缺少 {expected}。",
        "Write it anew with --gaps; keep its headers when filling it in.",
        "请用 --gaps 重新生成；填写时请保留表头。",
    ),
    "GAPS_FAULTS": Text(
        "{place}: {found} faults; nothing was taken.",
        "{place}：共 {found} 处错误；未采用任何内容。",
        "Mend the cells named below.",
        "请更正下列单元格。",
    ),
    "GAPS_ROW_UNKNOWN": Text(
        "{place}: the study has no row {found}.",
        "{place}：研究中没有 {found} 行。",
        "Leave table and id as they were written, or write the workbook anew.",
        "请保留“表”和“编号”两列原样，或重新生成工作簿。",
    ),
    "GAPS_NOT_HERE": Text(
        "{place}: {found} is no column of {expected}.",
        "{place}：{expected} 表没有 {found} 列。",
        "Name a factor there; everything else of the row is entered in the study.",
        "此处请填写因子编号；该行其他内容请在研究中填写。",
    ),
    "DATASET_UNKNOWN": Text(
        "No data set {found} ships with this release.",
        "本版本未附带数据集 {found}。",
        "Take one of: {expected}.",
        "请从中选用：{expected}。",
    ),
    "LOCK_FORM": Text(
        "{place} is not as a lock file must be: {found}.",
        "{place} 不符合锁定文件格式：{found}。",
        "Restore it, or let --update-lock write it anew.",
        "请恢复该文件，或用 --update-lock 重新生成。",
    ),
    "NOT_ISSUABLE": Text(
        "The footprint can't be issued: verdict {found}.",
        "该碳足迹不可签发：结论为 {found}。",
        "Mend the findings listed, the first ones matter most.",
        "请按所列发现逐项更正，靠前者影响最大。",
    ),
    "DECLARATION_OR_STUDY": Text(
        "{place} is neither a study nor a declaration.",
        "{place} 既不是研究也不是声明。",
        "Name a study (folder or workbook) or a declaration (.json) of openpcf.",
        "请指定研究（文件夹或工作簿）或 openpcf 声明（.json）。",
    ),
    "COMPARE_UNIT": Text(
        "The declared units differ: {expected} and {found}.",
        "两者的声明单位不同：{expected} 与 {found}。",
        "Compare footprints of the same declared unit; recalculate one of them.",
        "请比较声明单位相同的产品碳足迹，或将其中之一重新计算。",
    ),
    "LINE_UNKNOWN": Text(
        "There is no line {found} in this inventory.",
        "清单中没有条目 {found}。",
        "Name a line such as {expected}; `openpcf match STUDY` lists them.",
        "请使用形如 {expected} 的条目编号；`openpcf match STUDY` 可列出全部条目。",
    ),
    "INTERNAL": Text(
        "Something went wrong inside openpcf: {found}.",
        "openpcf 内部出错：{found}。",
        "This is our fault: please report it with the file it happened on. OPENPCF_DEBUG=1 shows where it happened.",
        "这是本软件的错误：请附上相关文件向我们报告。设置 OPENPCF_DEBUG=1 可显示出错位置。",
    ),
    "TRUST_LIST_NEEDED": Text(
        "No trust list was given, so no key can be relied on.",
        "未提供信任列表，无法信任任何密钥。",
        "Name one with --trust FILE; `openpcf keys trust FILE` makes one from the keys of those you rely on.",
        "请用 --trust FILE 指定；`openpcf keys trust FILE` 可由您所信赖各方的公钥生成。",
    ),
    "CHILD_NOT_USABLE": Text(
        "{supplier}: the declaration {place} does not hold at {field} ({found}, rule "
        "signature.issuer, F63782-024); by estimate {share} of the result rest on it. {why}",
        "{supplier}：声明 {place} 的签名或密钥未通过验证（{found}，规则 signature.issuer，"
        "F63782-024）；按估算，{share_zh}依赖于此。{why_zh}",
        "Ask {supplier} for the original file or a version signed anew; until then leave the "
        "declaration out, or take a penalised default (if_not_usable).",
        "请 {supplier} 提供原始文件或重新签名的版本；在此之前请移除该声明，"
        "或采用加成默认值（if_not_usable）。",
    ),
    "CHILD_KEY_NOT_LISTED": Text(
        "{supplier}: the declaration {place} is signed with a key that is not on the trust list "
        "({found}, rule signature.issuer, F63782-024); by estimate {share} of the result rest on "
        "it. {why}",
        "{supplier}：声明 {place} 的签名密钥不在信任列表中（{found}，规则 signature.issuer，"
        "F63782-024）；按估算，{share_zh}依赖于此。{why_zh}",
        "Ask {supplier} for their .jwk.json, compare its thumbprint by telephone, and add it: "
        "openpcf keys trust LIST --add --holder NAME --id URI --jwk FILE.",
        "请向 {supplier} 索取 .jwk.json，电话核对其指纹后加入："
        "openpcf keys trust LIST --add --holder 名称 --id URI --jwk 文件。",
    ),
    "CHILD_NO_GATE": Text(
        "The declaration of {supplier} does not print {place}, which a parent takes.",
        "{supplier} 的声明未列出 {place}，而上级产品需采用该值。",
        "Ask {supplier} for a version with its figures up to the gate.",
        "请 {supplier} 提供列出从摇篮到大门数值的版本。",
    ),
    "CHILD_MISSING_FILE": Text(
        "The declaration of {supplier} is not at {place}.",
        "{place} 处没有 {supplier} 的声明文件。",
        "Put the file there, or correct the path in the table of declarations.",
        "请将文件放在该处，或更正声明表中的路径。",
    ),
    "CHILD_DIGEST_DIFFERS": Text(
        "{place} has digest {found}; the study names {expected}.",
        "{place} 的摘要为 {found}，而研究中指定为 {expected}。",
        "Use the file the study names, or correct the digest after checking what changed.",
        "请使用研究指定的文件，或在核对变更后更正摘要。",
    ),
    "REPLY_FAULTS": Text(
        "{place} has {found} faults that must be mended first.",
        "{place} 有 {found} 处错误，须先更正。",
        "Each is listed with its cell; correct them and save the same file.",
        "各处错误及其单元格均已列出；请更正并保存原文件。",
    ),
    "BOM_FAULTS": Text(
        "The bill of materials has {found} faults; nothing was written to {place}.",
        "物料清单有 {found} 处错误；未向 {place} 写入任何内容。",
        "Correct them in your own file, or add --keep-faults to start with the lines as read.",
        "请在原文件中更正，或加 --keep-faults 按读取结果开始。",
    ),
    "DEMO_FOLDER": Text(
        "{place} holds files that no demonstration made.",
        "{place} 中有并非演示生成的文件。",
        "Name an empty or new folder with --out.",
        "请用 --out 指定空文件夹或新文件夹。",
    ),
    "SHOW_UNKNOWN": Text(
        "“{found}” is no part of a declaration that can be shown or hidden.",
        "“{found}”不是声明中可披露或隐藏的部分。",
        "Name one of: {expected}.",
        "可选：{expected}。",
    ),
    "PRESENT_NOT_HELD": Text(
        "This file does not hold “{place}”: it is hidden here already.",
        "本文件不含“{place}”：该部分已被隐藏。",
        "Start from the file that shows it (of an own one: `openpcf history --out FILE --full`).",
        "请改用披露该部分的文件（自有声明可用 `openpcf history --out FILE --full` 导出）。",
    ),
    "PRESENT_NO_ID": Text(
        "There is no group, line or component “{place}” to hide in what is shown.",
        "所披露内容中没有可隐藏的分组、条目或部件“{place}”。",
        "Take an id of the declaration, such as g-001, l-0017 or c-01, inside a part named by --show.",
        "请使用声明中的标识，如 g-001、l-0017 或 c-01，且须位于 --show 所列部分之内。",
    ),
    "SERIES_NEEDED": Text(
        "Several series were issued from here: {found}.",
        "由此签发了多个系列：{found}。",
        "Name the one that is meant.",
        "请指明所需系列。",
    ),
}
