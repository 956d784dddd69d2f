"""What the commands say to people, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.output import shown

if TYPE_CHECKING:
    from vbparse.errors import VbparseError
    from vbparse.export.options import Lang

_MESSAGES: Final[dict[str, dict[Lang, str]]] = {
    "error": {"vi": "Lỗi", "en": "Error"},
    "written": {"vi": "Đã ghi {0}.", "en": "Wrote {0}."},
    "flagged": {
        "vi": "Văn bản có lỗi cần xem lại ({0}), nên lệnh dừng với mã 8 (--strict).",
        "en": "The document has errors to look at ({0}), so the exit code is 8 (--strict).",
    },
    "secret": {
        "vi": "Văn bản có dấu chỉ độ mật: chỉ xuất nguồn, độ mật và cảnh báo. Nếu được phép, dùng --allow-secret.",
        "en": "The document has a secrecy mark: only source, mark and findings are put out. "
        "If you are allowed to go on, use --allow-secret.",
    },
    "no-task": {
        "vi": "Không có nhiệm vụ nào đúng với lựa chọn.",
        "en": "No task is as you asked for.",
    },
    "export.parts": {
        "vi": "Chương trình nhận chỉ đọc từng phần: đã chia thành {0} tệp.",
        "en": "What reads this takes so much at a time: there are {0} files.",
    },
    "export.folder": {"vi": "Đã ghi {0} tệp vào {1}.", "en": "Wrote {0} files into {1}."},
    "update.done": {
        "vi": "{0} mục được cập nhật, {1} mục mới, {2} mục không còn trong kế hoạch, {3} mục khác giữ nguyên.",
        "en": "{0} items brought up to date, {1} new, {2} no longer in the plan, {3} others left alone.",
    },
    "update.lost": {
        "vi": "Không giữ được trong tệp: {0}. Bản cũ có các phần này.",
        "en": "Not kept in the workbook: {0}. The old one has these parts.",
    },
    "nothing": {"vi": "Không có văn bản nào để đọc.", "en": "There is no document to read."},
    "reading": {"vi": "Đang đọc", "en": "Reading"},
    "progress": {"vi": "Đang nhận dạng trang {0}/{1}", "en": "Reading pages: {0} of {1}"},
    "counting": {"vi": "{0}/{1} văn bản", "en": "{0} of {1} documents"},
    "batch.done": {"vi": "xong", "en": "done"},
    "batch.skipped": {"vi": "đã có", "en": "already done"},
    "batch.failed": {"vi": "lỗi", "en": "failed"},
    "batch.secret": {"vi": "mật", "en": "secret"},
    "batch.copy": {"vi": "trùng nội dung với {0}", "en": "the same content as {0}"},
    "batch.course": {
        "vi": "{0:.1f} văn bản/giây, còn {1}, lỗi {2}",
        "en": "{0:.1f} documents/s, {1} left, {2} failed",
    },
    "batch.summary": {
        "vi": "{0} văn bản: đọc xong {1}, đã có từ trước {2}, trùng nội dung {3}, lỗi {4}, mật {5}.\n"
        "{6} trang, {7} nhiệm vụ; {8:.1f} giây, {9:.1f} văn bản/giây.",
        "en": "{0} documents: {1} read, {2} done before, {3} copies, {4} failed, {5} secret.\n"
        "{6} pages, {7} tasks; {8:.1f} s, {9:.1f} documents/s.",
    },
    "batch.where": {"vi": "Kết quả và manifest.jsonl ở {0}.", "en": "Outputs and manifest.jsonl are in {0}."},
    "archive.where": {"vi": "Tất cả nằm trong {0}.", "en": "All is in {0}."},
    "batch.class": {"vi": "{0} ({1} văn bản)", "en": "{0} ({1} documents)"},
    "batch.retry": {"vi": "đọc lại: {0}", "en": "to retry: {0}"},
    "batch.more": {"vi": "… và {0} văn bản nữa (xem manifest.jsonl)", "en": "… and {0} more (see manifest.jsonl)"},
    "batch.interrupted": {
        "vi": "Đã dừng. Những gì đã xong được giữ; làm tiếp bằng: {0}",
        "en": "Interrupted. What was done is kept; go on with: {0}",
    },
    "cluster.ready": {
        "vi": "Cụm máy: {0} tiến trình, đọc cùng lúc {1} văn bản.",
        "en": "Cluster: worker processes: {0}, documents side by side: {1}.",
    },
    "cluster.alone": {
        "vi": "Không còn tiến trình nào của cụm máy; đợi tối đa {0} giây.",
        "en": "All workers of the cluster are gone; waiting for one, at most {0} seconds.",
    },
    "cluster.back": {"vi": "Cụm máy lại có tiến trình; đọc tiếp.", "en": "The cluster has workers again; going on."},
    "watch.begin": {
        "vi": "Đang theo dõi {0}; kế hoạch mới được ghi vào {1}. Dừng bằng Ctrl-C.",
        "en": "Watching {0}; what arrives goes into {1}. Stop with Ctrl-C.",
    },
    "watch.done": {"vi": "{0}: đã thêm, {1} nhiệm vụ", "en": "{0}: added, {1} tasks"},
    "watch.copy": {"vi": "{0}: trùng nội dung với {1}", "en": "{0}: the same content as {1}"},
    "watch.failed": {"vi": "{0}: không đọc được: {1}", "en": "{0}: could not be read: {1}"},
    "watch.secret": {"vi": "{0}: văn bản mật, chỉ ghi độ mật", "en": "{0}: secret, only its mark was noted"},
    "watch.away": {
        "vi": "Không mở được {0} ({1}); sẽ thử lại.",
        "en": "{0} cannot be read now ({1}); it is tried again.",
    },
    "watch.end": {
        "vi": "Đã dừng theo dõi. Những gì đã xong được giữ.",
        "en": "Stopped watching. What was done is kept.",
    },
    "serve.begin": {
        "vi": "Mở {0} trong trình duyệt; kế hoạch nằm trong {1}. Dừng bằng Ctrl-C.",
        "en": "Open {0} in a browser; the plans are in {1}. Stop with Ctrl-C.",
    },
    "serve.end": {
        "vi": "Đã dừng. Văn bản đã nhận nhưng chưa đọc sẽ được đọc khi mở lại.",
        "en": "Stopped. What was taken in and not read yet is read when it is started again.",
    },
    "push.double": {"vi": "có hai lần; bản này không ai động tới", "en": "is there twice; this one is left alone"},
    "push.gone": {"vi": "không còn trong kế hoạch, giữ nguyên", "en": "not in the plan any more, left alone"},
    "push.changed": {"vi": "{0}: {1} → {2}", "en": "{0}: {1} → {2}"},
    "push.kept": {
        "vi": "{0}: có người sửa thành {1}, giữ nguyên (kế hoạch: {2})",
        "en": "{0}: changed by people to {1}, left alone (plan: {2})",
    },
    "push.conflict": {
        "vi": "{0}: có người sửa thành {1}, kế hoạch nay ghi {2}: giữ nguyên, hãy tự quyết định",
        "en": "{0}: changed by people to {1}, the plan now says {2}: left alone, decide for yourself",
    },
    "push.ignored": {
        "vi": "máy chủ không nhận: {0} (xem quyền của tài khoản và quy trình)",
        "en": "the server did not take: {0} (look at the account's role and the workflow)",
    },
    "push.dry": {
        "vi": "Chưa gửi gì. Sẽ tạo {0}, sửa {1}, giữ nguyên {2}; không còn trong kế hoạch {3}; mâu thuẫn {4}.",
        "en": "Nothing was sent. To create: {0}, to change: {1}, as they are: {2}, not in the plan any more: {3}, "
        "conflicts: {4}.",
    },
    "push.interrupted": {
        "vi": "Đã dừng. Những gì đã đẩy được giữ; chạy lại lệnh để làm tiếp.",
        "en": "Interrupted. What was pushed stands; run the command again to go on.",
    },
    "push.done": {
        "vi": "Đã tạo {0}, sửa {1}, giữ nguyên {2}; không còn trong kế hoạch {3}; mâu thuẫn {4}.",
        "en": "Created: {0}, changed: {1}, as they were: {2}, not in the plan any more: {3}, conflicts: {4}.",
    },
    "archive.nothing": {"vi": "Không có gì phù hợp.", "en": "Nothing found."},
    "archive.unit": {
        "vi": "Kho không có cơ quan, đơn vị nào tên {0}. Xem `vbparse archive units`.",
        "en": "The archive has no unit named {0}. See `vbparse archive units`.",
    },
    "search.all": {"vi": "{0} đoạn.", "en": "{0} passages."},
    "search.part": {
        "vi": "{0} đoạn; đây là đoạn {1} đến {2} (xem tiếp: --offset {2}, hoặc --limit).",
        "en": "{0} passages; these are {1} to {2} (more: --offset {2}, or --limit).",
    },
    "search.unfiltered": {
        "vi": "Không kể điều kiện về đơn vị, ngày, loại thì có {0} đoạn.",
        "en": "Without the filters (unit, day, type) there are {0} passages.",
    },
    "search.plain": {"vi": "Gõ không dấu thì có {0} đoạn: {1}", "en": "Without diacritics there are {0} passages: {1}"},
    "search.words": {"vi": "Bỏ ngoặc kép thì có {0} đoạn: {1}", "en": "Without the quotes there are {0} passages: {1}"},
    "search.fewer": {
        "vi": "Thử ít từ hơn, hoặc phần đầu của từ (kế ho*): mọi từ phải có trong cùng một đoạn.",
        "en": "Try fewer words, or beginnings (kế ho*): one passage must have all of them.",
    },
    "due.window": {
        "vi": "Từ {0} đến {1} (chọn ngày khác: --from, --to).",
        "en": "From {0} to {1} (other days: --from, --to).",
    },
    "due.groups": {
        "vi": "Còn {0} việc giao chung cho nhóm có thể gồm đơn vị này (--groups).",
        "en": "{0} more are given to groups that it may be one of (--groups).",
    },
    "due.overdue": {
        "vi": "{0} việc có hạn trước {1}; kho chỉ biết văn bản nói gì, không biết việc nào đã xong (thu hẹp: --issued-from).",
        "en": "{0} were due before {1}; the archive knows what plans say, not what was done (fewer: --issued-from).",
    },
    "archive.none": {
        "vi": "Kho không có văn bản nào là {0}. Xem `vbparse archive list`.",
        "en": "The archive holds no document {0}. See `vbparse archive list`.",
    },
    "archive.several": {
        "vi": "Có {1} văn bản là {0}. Nêu rõ thêm bằng --issuer, --date, hoặc dùng mã đứng đầu dòng:",
        "en": "{1} documents are {0}. Tell which by --issuer or --date, or give what stands first in its line:",
    },
    "webhook.sent": {"vi": "Đã gửi {0} sự kiện tới {1}.", "en": "Delivered {0} events to {1}."},
    "webhook.none": {"vi": "Không có sự kiện nào cần gửi.", "en": "There is no event to deliver."},
    "corrections.unfit": {
        "vi": "{0}: {1} sửa đổi không khớp với kế hoạch; xem CORRECTION_UNFIT trong các cảnh báo.",
        "en": "{0}: {1} corrections do not fit the plan; see CORRECTION_UNFIT in its findings.",
    },
    "gold.unapproved": {
        "vi": "Kế hoạch chưa được ai xem xong hoặc duyệt: chỗ nào chưa sửa vẫn là kết quả đọc tự động.",
        "en": "Nobody has gone through this plan or approved it: what was not corrected is as it was read.",
    },
    "gold.lacking": {
        "vi": "{0}: có {1} nhưng chưa đánh dấu chữ nào trong văn bản nói điều đó.",
        "en": "{0}: has {1}, and no words of the text are marked that say so.",
    },
    "gold.unfit": {"vi": "Sửa đổi không khớp: {0} ({1}).", "en": "A correction does not fit: {0} ({1})."},
    "cleared": {"vi": "Đã xóa {0}.", "en": "Removed {0}."},
    "valid": {"vi": "{0} đúng với lược đồ {1}.", "en": "{0} fits schema {1}."},
}

_ERRORS_VI: Final[dict[str, tuple[str, str]]] = {
    "error": ("có lỗi trong chương trình", "Hãy báo lỗi này, kèm tệp nếu được phép chia sẻ."),
    "input": ("không đọc được tệp", "Kiểm tra tệp có mở được không, và dùng tệp PDF, Word (DOCX) hoặc văn bản."),
    "unsupported": ("định dạng chưa đọc được", "Lưu văn bản thành PDF, DOCX hoặc tệp văn bản (UTF-8) rồi thử lại."),
    "damaged": ("tệp bị hỏng", "Chép lại tệp từ nơi gốc, hoặc in ra một tệp PDF mới."),
    "encrypted": ("tệp có mật khẩu", "Dùng --password để nhập mật khẩu."),
    "empty": ("tệp không có nội dung", "Kiểm tra lại có đúng tệp cần đọc không."),
    "ocr-unavailable": (
        "các trang là ảnh chụp và chưa cài chương trình nhận dạng chữ",
        "Cài Tesseract cùng dữ liệu tiếng Việt (xem `vbparse doctor`). Dùng --partial để đọc các trang còn lại.",
    ),
    "limit": ("vượt giới hạn", "Nâng giới hạn trong vbparse.toml nếu tệp đáng tin (xem `vbparse config`)."),
    "query": ("câu hỏi không có gì để tìm", 'Nêu từ cần tìm, "cụm từ", hoặc số ký hiệu văn bản.'),
    "resource": ("không dùng được dữ liệu hoặc thiết lập", "Kiểm tra tệp được nêu tên; chạy `vbparse doctor`."),
    "push": (
        "không đẩy được lên máy chủ",
        "Kiểm tra địa chỉ và mạng rồi đẩy lại: những gì đã xong được giữ và không lặp lại.",
    ),
    "push-item": ("máy chủ không nhận một mục", "Sửa điều được nêu, ở hệ thống hoặc trong kế hoạch, rồi đẩy lại."),
    "output": ("không ghi được kết quả", "Kiểm tra thư mục có tồn tại, ghi được và còn chỗ trống không."),
}

_INSTALL: Final = "Install it: "
_HINTS_VI: Final = {
    "Look at the file: it holds events that were not delivered, one a line.": (
        "Hãy xem tệp này: tệp giữ các sự kiện chưa gửi được, mỗi dòng một sự kiện."
    ),
    "Open it in Word or LibreOffice, save it as PDF, and give that.": (
        "Mở bằng Word hoặc LibreOffice, lưu thành PDF rồi dùng tệp đó."
    ),
    "Save it as PDF, PNG, JPEG or TIFF, and give that.": "Lưu thành PDF, PNG, JPEG hoặc TIFF rồi dùng tệp đó.",
    "Join pictures and PDF files only.": "Chỉ ghép được ảnh và tệp PDF.",
    "Unpack it and give the documents inside, as PDF or text.": "Giải nén rồi dùng các văn bản bên trong (PDF, chữ).",
    "Print it to PDF, or save it as text (UTF-8), and give that.": (
        "In ra PDF, hoặc lưu thành tệp chữ (UTF-8), rồi dùng tệp đó."
    ),
    "Unpack it and give the documents inside.": "Giải nén rồi dùng các văn bản bên trong.",
    "Unpack it with the password, and give the documents inside.": "Giải nén bằng mật khẩu rồi dùng các văn bản bên trong.",
    "Read all of them with `vbparse batch`, or one by its name: ARCHIVE!/DOCUMENT.": (
        "Đọc tất cả bằng `vbparse batch`, hoặc đọc một văn bản theo tên: TỆP_NÉN!/VĂN_BẢN."
    ),
    "Split the document.": "Hãy tách văn bản thành nhiều tệp.",
    "Save the document as DOCX or PDF, and give that.": "Lưu thành DOCX hoặc PDF rồi dùng tệp đó.",
    **{
        f"Install it ({command}), or save the document as DOCX or PDF.": (
            f"Cài LibreOffice ({command}), hoặc lưu văn bản thành DOCX hay PDF."
        )
        for command in (
            "sudo apt-get install libreoffice-writer-nogui",
            "brew install --cask libreoffice",
            "winget install TheDocumentFoundation.LibreOffice",
        )
    },
    "Save its attachments and give those, as PDF or text.": "Lưu các tệp đính kèm ra rồi dùng chúng (PDF, chữ).",
    "Give a PDF, a Word document (DOCX) or a text file (UTF-8).": "Dùng tệp PDF, Word (DOCX) hoặc tệp chữ (UTF-8).",
    "Open it in Word, remove the password, save it as PDF, and give that.": (
        "Mở bằng Word, bỏ mật khẩu, lưu thành PDF rồi dùng tệp đó."
    ),
    "Save it as UTF-8 in the program that wrote it; TCVN3, VNI, VISCII and Windows-1258 are read as they are.": (
        "Hãy lưu tệp ở mã UTF-8 bằng chương trình đã soạn nó; TCVN3, VNI, VISCII và Windows-1258 thì đọc được nguyên dạng."
    ),
    "Check the password and its case, and give it again.": "Kiểm tra mật khẩu (chữ hoa, chữ thường) rồi nhập lại.",
    "Save an unprotected copy and give that.": "Lưu một bản không khóa rồi dùng bản đó.",
    "Write to a file with --out.": "Ghi vào tệp bằng --out.",
    "Give the name of a file.": "Nêu tên tệp cần đọc.",
    "They go first next time; send them alone with --webhook URL --resend.": (
        "Lần sau chúng được gửi trước; muốn gửi riêng thì dùng --webhook URL --resend."
    ),
    "Put the key that the receiver knows too into VBPARSE_WEBHOOK_KEY.": (
        "Đặt khóa mà bên nhận cũng biết vào biến VBPARSE_WEBHOOK_KEY."
    ),
    "Install it: pip install 'vbparse[push]'": "Cài bằng: pip install 'vbparse[push]'",
    "Install it: pip install 'vbparse[sign]'": "Cài bằng: pip install 'vbparse[sign]'",
    "Make one with `vbparse archive add PLANS --archive FILE`.": "Lập kho bằng `vbparse archive add VĂN_BẢN --archive TỆP`.",
    "Check it with `vbparse archive check`, or restore a copy.": (
        "Kiểm tra bằng `vbparse archive check`, hoặc dùng bản sao lưu."
    ),
    "Update vbparse.": "Hãy cập nhật vbparse.",
    "Give the archive a file of its own.": "Dùng một tệp riêng cho kho.",
    "Wait until it is done, and run the command again.": "Chờ chương trình kia xong rồi chạy lại lệnh.",
    "Use a Python with SQLite 3.37 or newer.": "Dùng Python có SQLite từ 3.37.",
    "Give a PEM file with the certificates that you trust.": "Dùng tệp PEM chứa các chứng thư số tin cậy.",
    "Wait until it has ended, or choose another folder.": "Chờ lần chạy kia xong, hoặc chọn thư mục khác.",
    "Run the command again when nobody writes the file any more.": "Chạy lại lệnh khi không còn ai ghi vào tệp.",
    "Give the documents, without --resume.": "Nêu các văn bản cần đọc, không dùng --resume.",
    "Remove it, and run the command again: its document will be read anew.": (
        "Xóa nó rồi chạy lại lệnh: văn bản sẽ được đọc lại từ đầu."
    ),
    "Check the name and the access rights of the file.": "Kiểm tra tên tệp và quyền đọc tệp.",
    "Overlays are drawn on PDF files only.": "Chỉ vẽ khung được trên tệp PDF.",
    "If you are allowed to go on, use --allow-secret.": "Nếu được phép đọc tiếp, dùng --allow-secret.",
    "Correct the value; `vbparse config` lists all settings.": "Sửa giá trị; `vbparse config` liệt kê các thiết lập.",
    "Correct or remove the file.": "Sửa hoặc bỏ tệp đó.",
    "Give `own`, or a folder that `vbparse train` has written.": "Dùng `own`, hoặc thư mục do `vbparse train` ghi ra.",
    "Install it: pip install 'vbparse[nlp]'": "Cài bằng: pip install 'vbparse[nlp]'",
    "Install it: pip install 'vbparse[serve]'": "Cài bằng: pip install 'vbparse[serve]'",
    "Choose another address with --host and --port.": "Chọn địa chỉ khác bằng --host và --port.",
    "Send one file a request, or a ZIP archive.": "Mỗi lần gửi một tệp, hoặc gửi một tệp ZIP.",
    "Send the document as the field `file` of a form (multipart/form-data), or as the body.": (
        "Gửi văn bản ở trường `file` của biểu mẫu (multipart/form-data), hoặc làm nội dung của yêu cầu."
    ),
    "Read it with `vbparse archive add`, or send its documents in several parts.": (
        "Đọc bằng `vbparse archive add`, hoặc chia các văn bản ra gửi nhiều lần."
    ),
    "Only PDF files and pictures have.": "Chỉ tệp PDF và tệp ảnh mới có trang để xem.",
    "Add the document again.": "Thêm lại văn bản.",
    "Install it: pip install 'vbparse[parquet]'": "Cài bằng: pip install 'vbparse[parquet]'",
    "Give the few words that tell the passage from others.": "Chỉ nêu vài từ phân biệt đoạn cần tìm với đoạn khác.",
    "Give a workbook that vbparse has made (--to xlsx), with its headings and its hidden last column.": (
        "Dùng tệp Excel do vbparse tạo (--to xlsx), còn dòng tiêu đề và cột ẩn cuối cùng."
    ),
    "Close it, or write the new workbook elsewhere with -o.": "Đóng tệp đó, hoặc ghi sang tệp khác bằng -o.",
    "Save it as .xlsx and give that.": "Lưu thành .xlsx rồi dùng tệp đó.",
    "Choose fewer plans or tasks, or use --to csv.": "Chọn ít kế hoạch hoặc nhiệm vụ hơn, hoặc dùng --to csv.",
    "Choose fewer plans or tasks.": "Chọn ít kế hoạch hoặc nhiệm vụ hơn.",
    "Take out what is not needed, pictures first.": "Bỏ bớt những gì không cần, trước hết là hình ảnh.",
    "Give a file or a folder of plans.": "Nêu một tệp hoặc thư mục chứa các kế hoạch.",
    "Give a folder of NAME.json in the form of gold/GUIDE.md.": "Dùng thư mục có các tệp TÊN.json theo gold/GUIDE.md.",
    "Give a TSV file in UTF-8 with --lexicon.": "Dùng tệp TSV (UTF-8) với --lexicon.",
    "The first line names the columns, parted by tabs.": "Dòng đầu ghi tên các cột, cách nhau bằng dấu tab.",
    "Install it: pip install 'vbparse[cluster]'": "Cài bằng: pip install 'vbparse[cluster]'",
    "Install it: pip install 'vbparse[remote]'": "Cài bằng: pip install 'vbparse[remote]'",
    "Install the package that is named.": "Hãy cài gói được nêu tên.",
    "Start scheduler and workers, and give the address that the scheduler tells (see docs/cluster.md).": (
        "Khởi động scheduler và các worker, rồi dùng địa chỉ mà scheduler báo (xem docs/cluster.md)."
    ),
    "What was done stands: run the command again when the cluster is there.": (
        "Những gì đã xong được giữ: chạy lại lệnh khi cụm máy hoạt động trở lại."
    ),
    "Look into the log of the workers; all need the same vbparse (see docs/cluster.md).": (
        "Xem nhật ký của các worker; mọi máy phải cài cùng một bản vbparse (xem docs/cluster.md)."
    ),
    "Install the same on all computers of the cluster, and start its workers anew (see docs/cluster.md).": (
        "Cài giống nhau trên mọi máy của cụm, rồi khởi động lại các worker (xem docs/cluster.md)."
    ),
    "Keep documents and results on storage that all computers see under the same path, or give URLs.": (
        "Đặt văn bản và kết quả ở nơi lưu trữ mà mọi máy thấy dưới cùng một đường dẫn, hoặc dùng URL."
    ),
    "Read it by itself, with `vbparse extract`, to see what is wrong with it.": (
        "Đọc riêng văn bản đó bằng `vbparse extract` để xem vì sao."
    ),
    "Check the URL and the access rights; credentials are taken from the environment (see docs/cluster.md).": (
        "Kiểm tra URL và quyền truy cập; thông tin đăng nhập lấy từ môi trường (xem docs/cluster.md)."
    ),
    "Check the URL, and that what is known in the environment may write there (see docs/cluster.md).": (
        "Kiểm tra URL, và thông tin đăng nhập trong môi trường có được phép ghi không (xem docs/cluster.md)."
    ),
    "Give credentials by the environment or fsspec's configuration (see docs/cluster.md), not in the URL.": (
        "Đặt thông tin đăng nhập trong môi trường hoặc cấu hình của fsspec (xem docs/cluster.md), không ghi trong URL."
    ),
    "Give the URL of the file itself.": "Dùng URL của chính tệp đó.",
    "See docs/corrections.md for the form.": "Xem cách viết trong docs/corrections.md.",
    "Corrections stand beside their plan: PLAN.corrections.json beside PLAN.json.": (
        "Tệp sửa đổi đặt cạnh kế hoạch của nó: PLAN.corrections.json cạnh PLAN.json."
    ),
    "Make it anew with `vbparse extract`, or look at `vbparse schema`.": (
        "Tạo lại bằng `vbparse extract`, hoặc xem `vbparse schema`."
    ),
    "If your office vouches for its servers itself, name its certificate file in SSL_CERT_FILE.": (
        "Nếu cơ quan tự cấp chứng thư cho máy chủ, nêu tệp chứng thư đó trong biến SSL_CERT_FILE."
    ),
    "Give the address that the server shows in a browser.": "Dùng địa chỉ mà trình duyệt hiển thị.",
    "Push again later.": "Hãy đẩy lại sau.",
    "Push again later; what was done stands.": "Hãy đẩy lại sau; những gì đã xong được giữ.",
    "Push again later: what the server has made by then is found, not doubled.": (
        "Hãy đẩy lại sau: những gì máy chủ đã kịp tạo sẽ được tìm thấy, không bị lặp."
    ),
    "Check the address (--url), and that the server's interface for programs is on.": (
        "Kiểm tra địa chỉ (--url) và xem máy chủ đã bật giao diện cho chương trình (REST) chưa."
    ),
    "If that is the right server, give its address with --url.": "Nếu đó đúng là máy chủ cần dùng, nêu địa chỉ đó ở --url.",
    "Put it into VBPARSE_REDMINE_KEY (Redmine: My account, API access key).": (
        "Đặt khóa vào biến VBPARSE_REDMINE_KEY (Redmine: Tài khoản, Khóa truy cập API)."
    ),
    "Copy the key again; it has letters and digits only.": "Chép lại khóa; khóa chỉ gồm chữ cái không dấu và chữ số.",
    "Put user and password into VBPARSE_CALDAV_USER and VBPARSE_CALDAV_PASSWORD.": (
        "Đặt tên người dùng và mật khẩu vào biến VBPARSE_CALDAV_USER và VBPARSE_CALDAV_PASSWORD."
    ),
    "Check the key (VBPARSE_REDMINE_KEY), and that an administrator has enabled the REST web service.": (
        "Kiểm tra khóa (VBPARSE_REDMINE_KEY) và xem quản trị viên đã bật dịch vụ REST chưa."
    ),
    "Ask for a role that may view, add and edit issues and add notes in this project, and for the REST web service.": (
        "Xin vai trò được xem, thêm, sửa việc và ghi chú trong dự án này, và bật dịch vụ REST."
    ),
    "Check --url (the address of Redmine itself) and --project (the identifier in the project's address).": (
        "Kiểm tra --url (địa chỉ của Redmine) và --project (mã định danh trong địa chỉ của dự án)."
    ),
    "Correct the name, or ask an administrator to add it.": "Sửa lại tên, hoặc nhờ quản trị viên thêm vào.",
    "Check user and password (VBPARSE_CALDAV_USER, VBPARSE_CALDAV_PASSWORD).": (
        "Kiểm tra tên người dùng và mật khẩu (VBPARSE_CALDAV_USER, VBPARSE_CALDAV_PASSWORD)."
    ),
    "Ask for the right to write into this calendar.": "Xin quyền ghi vào lịch này.",
    "Check --url: the address of the calendar itself, as its settings show it.": (
        "Kiểm tra --url: phải là địa chỉ của chính lịch đó, như ghi trong phần cài đặt của lịch."
    ),
    "The server has no space left: ask its administrator.": "Máy chủ hết chỗ trống: báo quản trị viên.",
    "Choose or make a calendar for tasks.": "Chọn hoặc tạo một lịch dành cho việc cần làm.",
    "Correct or remove this item in the calendar.": "Sửa hoặc xóa mục này trong lịch.",
    "Give one plan.": "Nêu một kế hoạch.",
    "Correct what is named above, and push again.": "Sửa những điều nêu ở trên rồi đẩy lại.",
    'Write [assignee] and [category], and under them: "Phòng Nội vụ" = "a name of the project".': (
        'Ghi [assignee] và [category], bên dưới ghi: "Phòng Nội vụ" = "tên có trong dự án".'
    ),
}
"""What to do in cases of their own, by the English of the library."""


def say(key: str, lang: Lang, *values: object) -> str:
    """Give a message in a language, with values filled in."""
    return _MESSAGES[key][lang].format(*values)


def describe_error(error: VbparseError, lang: Lang) -> str:
    """Tell an error in one line: what happened, then what to do.

    What happened to which file is told in the library's English also in the Vietnamese line, behind its kind.
    """
    detail = shown(str(error)).rstrip(".")
    if lang == "en":
        return f"{say('error', lang)}: {detail}. {error.advice}"
    kind, advice = error_words(error.code)
    if error.advice != error.hint:  # this case has advice of its own
        advice = _HINTS_VI.get(error.advice) or _installing(error.advice) or error.advice
    return f"{say('error', lang)}: {kind} ({detail}). {advice}"


def describe_advice(code: str, advice: str, lang: Lang) -> str:
    """Give the advice that was kept with an error, in a language."""
    if lang == "en":
        return advice
    return _HINTS_VI.get(advice) or _installing(advice) or error_words(code)[1]


def _installing(advice: str) -> str | None:
    """Give advice on what to install, whose command is that of the system."""
    if not advice.startswith(_INSTALL):
        return None
    command = advice.removeprefix(_INSTALL).partition(". With --partial")[0]
    return f"Cài bằng lệnh: {command}. Dùng --partial để chỉ đọc các trang không cần nhận dạng."


def error_words(code: str) -> tuple[str, str]:
    """Give the kind of an error and what to do, in Vietnamese, by the error's code."""
    return _ERRORS_VI.get(code, _ERRORS_VI["error"])
