"""The seams of katakana compounds: コンテナ|オーケストレーション, オープン|ソース|ライセンス.

No dictionary at hand splits loanwords well (ICU's gives オー|ケ|ス|トレー|ション), so the words that most often
begin or end a compound are listed here, and a seam is a place beside one of them. A word missing from the list costs
little: its compound is broken at another place, or set smaller. Add words freely; the headline table keeps watch.
"""

from __future__ import annotations

from functools import lru_cache

from publisher.lazy import pattern

_WORDS = frozenset(
    """
    アイデア アカウント アクション アクセシビリティ アクセス アップグレード アップデート アドバイス アナリスト
    アニメーション アプリ アプリケーション アプローチ アルゴリズム アルバム アワード アンケート アーキテクチャ
    アーキテクチャー イノベーション イベント イメージ インスタンス インストール インタビュー インターネット
    インターフェース インテリジェンス インフラ インフラストラクチャー ウェイ ウェブ エアポート エクスペリエンス
    エディタ エディター エネルギー エラー エンジニア エンジニアリング エンジン エンド エンドポイント エージェント
    オフィス オブジェクト オペレーション オペレーティング オリンピック オンライン オーケストレーション オーディオ
    オーナー オープン カスタマイズ カスタマー カップ カメラ カレンダー カンファレンス カード ガイド ガイドライン
    キャッシュ キャッスル キャラクター キャリア キャンペーン キーボード クエリ クライアント クラウド クラシック
    クラスタ クラスター クリエイター クリック グラフ グラフィック グラフィックス グループ グローバル ケーキ ケース
    ゲート ゲーム コマンド コミュニケーション コミュニティ コミュニティー コレクション コンクール コンサルタント
    コンサルティング コンサート コンテスト コンテナ コンテンツ コントローラー コントロール コンパイラ コンパイラー
    コンピュテーション コンピュータ コンピューター コンピューティング コンポーネント コース コード コーヒー ゴルフ
    サイエンス サイエンティスト サイト サイバー サステナビリティ サッカー サプライ サポート サミット サンド サンプル
    サーバ サーバー サービス シェル システム シティ シミュレーション ショッピング シリーズ シンポジウム ジェネリック
    ジャーナル スイッチ スキル スクリプト スクリーン スクール スケジュール スケール スタイル スタジアム スタジオ
    スタッフ スタンダード スタート ステップ ステーション ストア ストリート ストレージ ストーリー スピード スペース
    スポーツ スマート スマートフォン スレッド セキュリティ セキュリティー セット セミナー センサー センター ソフト
    ソフトウェア ソフトウエア ソリューション ソーシャル ソース ソーラー タイトル タイプ タイム タウン タスク
    タブレット ターミナル ダイアグラム ダイレクト ダウンロード チェック チェーン チャット チャレンジ チャンネル
    チュートリアル チョコレート チーム ツアー ツール テキスト テクニック テクノロジー テスト テニス テレビ
    テンプレート テーブル テーマ ディスタンス ディスプレイ ディレクター ディレクトリ デザイナー デザイン デジタル
    デスクトップ デバイス デバッグ デプロイ デモ データ データベース トップ トラブル トレンド トレーニング トーク
    トークン トーナメント ドキュメント ドメイン ドライバー ドライブ ドラマ ドリンク ナビゲーション ニュース
    ネイティブ ネット ネットワーク ノウハウ ノート ハウス ハンドブック ハードウェア ハードウエア バスケット バック
    バックアップ バッテリー バレー バンド バージョン パイプライン パスポート パスワード パソコン パターン パッケージ
    パネル パビリオン パフォーマンス パラメータ パラメーター パーク パーティション パーティー パーミッション ビジネス
    ビデオ ビルド ファイル ファッション ファミリー ファンド ファーム フィルター フェア フェスティバル フェーズ フォト
    フォルダ フォルダー フォント フォーマット フォーラム フリー フレーム フレームワーク フロント フロントエンド
    フロー フード ブック ブラウザ ブラウザー ブランド ブログ プラグイン プラットフォーマー プラットフォーム プラン
    プランニング プレゼンテーション プレミアム プログラマー プログラミング プログラム プロジェクト プロセス
    プロダクト プロトコル プロフェッショナル プロモーション ベース ベースボール ページ ペーパー ホスティング ホスト
    ホテル ホーム ボックス ボランティア ボード ボール ポイン ポイント ポリシー ポータル マイクロ マイグレーション
    マガジン マシン マスター マップ マネジメント マネジャー マネー マネージャー マラソン マルチ マンション マーク
    マーケット マーケティング ミュージアム ミュージカル ミュージック ミーティング ムービー メイカー メソッド
    メッセージ メディア メトリクス メニュー メモリ メモリー メンテナンス メンバー メーカー メール モジュール モデル
    モニタリング モニター モバイル モード ユニバーシティ ユーザ ユーザー ライセンス ライター ライト ライフ ライブ
    ライブラリ ライブラリー ライン ランキング ランド ランニング ラーニング リクエスト リスク リスト リニューアル
    リポジトリ リポジトリー リポート リモート リリース リンク リング リーグ リーダー ルーター ルート ルーム ルール
    レイアウト レイヤー レコード レシピ レストラン レスポンス レッスン レビュー レベル レポート レース ロガー
    ログイン ロケット ロジック ロボット ロード ロール ワイド ワーク ワークショップ ワークフロー ワールド
    """.split()
)
_RUN = pattern("[ァ-ヺー]{2,}")
_LONGEST_PIECE = 40  # characters: bounds the time a wall of katakana takes
_UNKNOWN = 3.0  # what a stretch without a word costs, and each of its characters
_UNKNOWN_CHARACTER = 1.0
_KNOWN = 1.0
_CLINGS = frozenset("ーァィゥェォッャュョヮンヵヶ")
_SHORTEST = 3  # characters: a shorter piece is no word to set on a line of its own


_Reading = tuple[float, tuple[int, ...], bool]  # its cost, where its pieces end, whether the last one is listed


def katakana_seams(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """The offsets at the seams of katakana compounds, and every other offset inside a katakana word."""
    seams: set[int] = set()
    insides: set[int] = set()
    for match in _RUN.finditer(text):
        insides.update(range(match.start() + 1, match.end()))
        if len(match.group()) >= 2 * _SHORTEST:
            seams.update(match.start() + at for at in _seams(match.group()))
    return frozenset(seams), frozenset(insides - seams)


@lru_cache(maxsize=2048)
def _seams(run: str) -> tuple[int, ...]:
    """Offsets inside one run of katakana where a listed word ends or begins, by the cheapest reading of the run."""
    best: list[_Reading] = [(0.0, (), True)]
    for end in range(1, len(run) + 1):
        best.append(min(_readings(run, end, best), key=lambda reading: reading[:2]))
    edges = best[-1][1][:-1]
    return tuple(at for at in edges if _SHORTEST <= at <= len(run) - _SHORTEST)


def _readings(run: str, end: int, best: list[_Reading]) -> list[_Reading]:
    """The readings of `run[:end]` that end with a listed word, or with one unlisted stretch after a listed word."""
    found = []
    for start in range(max(0, end - _LONGEST_PIECE), end):
        cost, edges, listed = best[start]
        if start and run[start] in _CLINGS:
            continue
        if run[start:end] in _WORDS:
            found.append((cost + _KNOWN, (*edges, end), True))
        elif (listed or not start) and end - start >= _SHORTEST:
            found.append((cost + _UNKNOWN + _UNKNOWN_CHARACTER * (end - start), (*edges, end), False))
    return found or [(float("inf"), (end,), False)]
